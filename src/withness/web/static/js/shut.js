// A page left open in another window: once the place is locked, signed out of or behind a curtain, it hides what it shows.
// It hides first and asks then. What is typed stays in it, covered, and is there again when the place is open.
const root = document.documentElement, between = document.querySelector(".room"), line = new BroadcastChannel("withness");
const AWAY = 10000, LOOK = 60000;
const mark = document.querySelector("script[data-window]")?.dataset.window ?? "";
let since = 0, leaving = 0, told = false;

export const cover = (on) => root.classList.toggle("covered", on);

const typed = (field) => !field.closest("#step") && /^(text|textarea|search)$/.test(field.type) && field.value !== field.defaultValue;

/** Ask whether this page may stand open. Without a network nobody knows: then only what was said in another window counts. */
export async function look() {
  const asked = { cache: "no-store", headers: { "X-Waiting": "yes" } };
  const answer = await fetch(`/open/?window=${mark}&at=${encodeURIComponent(location.pathname)}`, asked).catch(() => null);
  const shut = answer?.status === 423, over = answer?.status === 410;
  if (over) location.replace("/"); // signed out, or somebody else came in: nothing of this page stays
  else if (shut) close();
  else if (answer?.status === 204 || !told) open();
  return !shut && !over;
}

function open() {
  told = false;
  cover(false);
  document.querySelector(".cover")?.remove();
}

function close() {
  told = true;
  cover(true);
  document.dispatchEvent(new Event("shut")); // a dialogue keeps its words and goes to the page that opens it
  if (document.getElementById("step")) return;
  if ([...document.querySelectorAll("input, textarea")].some(typed)) say();
  else location.replace(location.pathname + location.search);
}

/** Somebody was writing here: the page stays, covered, until the place is opened in another window. */
function say() {
  if (document.querySelector(".cover")) return;
  const words = Object.assign(document.createElement("p"), { textContent: "This place is locked. What you typed here stays." });
  const way = Object.assign(document.createElement("a"), { className: "btn", href: "/unlock/", target: "_blank", rel: "noopener", textContent: "Open it in another tab" });
  const notice = Object.assign(document.createElement("div"), { className: "cover" });
  notice.append(words, way);
  document.body.append(notice);
}

line.onmessage = ({ data }) => {
  told ||= data === "shut";
  if (told && !between) cover(true);
  if (told || root.classList.contains("covered")) look();
};
line.postMessage(between ? "shut" : "open"); // the room begins by drawing the curtain; any other page shows that it is open

document.addEventListener("visibilitychange", () => {
  clearTimeout(leaving);
  if (document.hidden) { since = Date.now(); if (!between) leaving = setTimeout(cover, AWAY, true); return; }
  if (Date.now() - since > AWAY && !between) cover(true);
  look();
});
addEventListener("pageshow", (event) => { if (event.persisted) { cover(true); look(); } });
setInterval(() => { if (!document.hidden) look(); }, LOOK);
