// A dialogue, live. Without this script every step still is a form.
import "./moves.js";
import "./drafts.js";
import "./live.js";
import "./pieces.js";
import { clocks } from "./clock.js";
import { say, step } from "./stage.js";

/** How much there is to mirror: short, a good size, or a lot. Never a number. */
function gauge(field) {
  const bars = field.closest(".compose")?.querySelector("[data-gauge]");
  if (!bars || !field.dataset.good) return;
  const good = Number(field.dataset.good), length = field.value.trim().length;
  const size = length === 0 ? 0 : length < good / 8 ? 1 : length <= good ? 2 : 3;
  bars.hidden = size === 0;
  bars.className = `gauge size-${size}`;
  bars.querySelector(".words-of-size").textContent = ["", "Short", "Good size to mirror", "A lot to carry at once"][size];
  const first = document.querySelector("[data-first-part]");
  if (first) first.hidden = size < 3;
}

/** Name the chosen feelings on the button that offers them. */
function feelings() {
  const button = document.querySelector("[data-feelings]");
  if (!button) return;
  const words = [...step().querySelectorAll("[name=feelings]:checked")].map((box) => box.value);
  const own = step().querySelector("[name=own_feeling]")?.value.trim();
  if (own) words.push(own);
  button.textContent = words.length ? `Offer “${words.join(", ")}”` : button.dataset.feelings;
}

/** A word that accuses, typed as one's own feeling: offer what may lie beneath it. Seen by the writer alone, never in the way. */
function beneath() {
  const hint = document.querySelector("[data-beneath]");
  if (!hint) return;
  const own = step().querySelector("[name=own_feeling]"), known = JSON.parse(hint.dataset.beneath);
  const word = own.value.split(",").map((each) => each.trim().toLowerCase()).find((each) => known[each]);
  if (!word && !hint.querySelector("[aria-pressed=true]")) { hint.hidden = true; hint.dataset.word = ""; }
  if (!word || hint.dataset.word === word) return;
  hint.dataset.word = word;
  hint.querySelector("q").textContent = word;
  hint.querySelector(".acts").replaceChildren(...known[word].map((feeling) => chip(feeling, word, own)));
  hint.hidden = false;
  hint.scrollIntoView({ block: "nearest" });
  say("A hint only you see, below your word.");
}

/** Choosing the feeling takes the place of the word; choosing it again gives it back. */
function chip(feeling, word, own) {
  const box = step().querySelector(`[name=feelings][value="${feeling}"]`);
  const button = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: feeling });
  const press = (on) => button.setAttribute("aria-pressed", on);
  press(box?.checked ?? false);
  button.onclick = () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    const words = own.value.split(",").map((each) => each.trim()).filter((each) => each && each.toLowerCase() !== word && each !== feeling);
    if (box) box.checked = on; else if (on) words.push(feeling);
    own.value = words.join(", ");
    press(on);
    feelings();
    own.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept as a draft, as typing is
  };
  return button;
}

function dress() {
  for (const field of document.querySelectorAll("#step textarea")) gauge(field);
  feelings();
  beneath();
  clocks();
}

document.addEventListener("input", (event) => { if (event.target.matches("#step textarea")) gauge(event.target); else { feelings(); beneath(); } });
// A fold that holds a field was opened to write in it.
document.addEventListener("click", (event) => {
  const fold = event.target.closest?.("#step summary")?.parentElement;
  if (fold && !fold.open && !fold.querySelector(".thoughts")) setTimeout(() => {
    const field = fold.querySelector(":scope > :is(.compose, .field) :is(textarea, input)");
    field?.focus({ preventScroll: true });
    (field?.closest(".unfold") ?? field)?.scrollIntoView({ block: "nearest" });
  });
});
document.addEventListener("stage", dress);
document.addEventListener("stage", () => document.querySelector("[data-new]")?.focus()); // another piece of a letter
dress();

// The screen stays awake while a dialogue is open; where that is refused it may dim, and that is fine.
const stayAwake = () => { if (!document.hidden && step()) navigator.wakeLock?.request("screen").catch(() => {}); };
document.addEventListener("pointerdown", stayAwake, { once: true });
document.addEventListener("visibilitychange", stayAwake);

// On a phone the keyboard takes half of the height; Safari tells only the visual viewport.
visualViewport?.addEventListener("resize", () =>
  document.documentElement.classList.toggle("keyboard", visualViewport.height < 560 && innerWidth < 960));
