// The doorbell: it says that something moved, and the page then fetches itself. A missed ring does no harm.
import { save } from "./drafts.js";
import { ask, isSamePlace, place, say, show, stage, step, strandedBy, tell } from "./stage.js";
import { isSending } from "./moves.js";
import { oneMore } from "./pieces.js";
import { cover, look } from "./shut.js";
import { drop, kept } from "./tunnel.js";

const NET = 20000;
let stream = null, fetching = false, again = false, failed = 0;

export async function refresh() {
  if (fetching || isSending()) { again = true; return; }
  fetching = true;
  try {
    const answer = await ask(location.href, { headers: { "X-Waiting": "yes" } });
    if (failed) { tell("You are back."); setTimeout(() => tell(""), 3000); }
    failed = 0;
    await take(answer);
  } catch {
    failed += 1;
    if (failed > 1 || !navigator.onLine) tell("You are offline. Keep writing; it goes out when you are back.");
  }
  fetching = false;
  if (again) { again = false; refresh(); }
}

async function take(answer) {
  if (answer.status >= 500) return;
  const page = await answer.text();
  if (isSending()) return;
  if (isSamePlace(page)) await save(); // a pause takes the field away for a while: the last letters first
  const stranded = strandedBy(page);
  if (stranded) return rescue(stranded, place());
  const changed = show(page);
  if (changed !== undefined) return;
  await save(); // the place is locked: what was not kept yet goes along to the page that opens it
  if (!step()?.dataset.plain) location.assign(answer.redirected ? answer.url : location.href);
}

/** The step moved on, by another device perhaps: what stands in the field goes into the pocket first. */
async function rescue(text, at) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: step().elements.csrfmiddlewaretoken.value, do: `pocket:${at}`, thought_text: text });
  const answer = await ask(step().action, { method: "POST", body });
  show(await answer.text(), { own: true });
  if (answer.status < 400) tell("It moved on while you were writing. Your words are kept in your pocket.", "moved");
}

/** Words of a page that the phone put away in a tunnel: back into their fields, or into the pocket where it moved on. */
async function giveBack() {
  for (const { at, typed } of await kept()) {
    const rest = typed.filter(([name, text]) => at !== place() || !putBack(name, text)).map(([, text]) => text);
    if (rest.length && !document.body.textContent.includes(rest[0])) {
      await save(); // what is back in its field is not on the page that comes with the pocket, else
      await rescue(rest.join("\n\n"), at);
    }
    if (at !== place()) drop(at);
  }
}

/** Never over words that came later: a field takes back what begins as it does. */
function putBack(name, text) {
  if (name.startsWith("block_")) oneMore(name);
  const field = [...step().elements].find((each) => each.name === name && (each.type !== "checkbox" || each.value === text));
  if (!field || (field.type !== "checkbox" && !text.startsWith(field.value))) return field?.value === text;
  if (field.type === "checkbox") field.checked = true; else field.value = text;
  field.closest("details")?.setAttribute("open", "");
  field.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept as a draft, as typing is
  return true;
}

function listen() {
  stream?.close();
  stream = null;
  if (document.hidden || !step()?.dataset.live) return;
  stream = new EventSource(`${step().dataset.live}?seen=${step().dataset.seq}`);
  for (const ring of ["turn", "presence"]) stream.addEventListener(ring, refresh);
  stream.addEventListener("locked", async () => { cover(true); if (await look()) refresh(); }); // or somebody left the space
}

function wake() {
  if (document.hidden) { stream?.close(); stream = null; return; }
  listen();
  refresh();
}

document.addEventListener("visibilitychange", wake);
document.addEventListener("shut", refresh);
addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
addEventListener("online", wake);
addEventListener("offline", () => tell("You are offline. Keep writing; it goes out when you are back."));

// Timers sleep with the phone: a jump of the clock means that it slept.
let last = Date.now(), net = last;
setInterval(() => {
  const now = Date.now(), slept = now - last > 15000;
  last = now;
  if (slept || stream?.readyState === EventSource.CLOSED) wake();
  else if (now - net > NET && !document.hidden) { net = now; refresh(); }
}, 5000);

document.addEventListener("stage", ({ detail }) => {
  if (!stream !== !step()?.dataset.live) listen(); // by letter nobody listens, and nobody is heard
  if (detail.own) return say(""); // what was said of the page before is over
  const title = stage().querySelector("h1")?.textContent ?? "";
  const mine = step()?.dataset.acts === "yes";
  say(mine ? `Your turn. ${title}` : title);
  if (mine && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(15);
});

listen();
giveBack();
