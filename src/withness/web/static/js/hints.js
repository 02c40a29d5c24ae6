// A private question about one's own words. It comes back with the draft, waits for a pause in writing, and asks once.
// Which ones came is known to this tab alone, by their numbers, and only while the step lasts.
import { ask, fields, parse, place, say, step } from "./stage.js";

const REST = 2000; // whoever stopped in the middle of a sentence is still looking for the next word
let typed = 0, waiting, back = false;

const lies = () => `hints:${step().getAttribute("action")}${place()}`;
const known = () => JSON.parse(sessionStorage.getItem(lies()) ?? `[${JSON.stringify(carried("hinted"))},${JSON.stringify(carried("left"))}]`);
const carried = (name) => step().elements[name]?.value.split(",").filter(Boolean) ?? [];
const shown = () => step().querySelector("[data-hint]");

function note(number, left) {
  const [hinted, leftIn] = known().map((each) => new Set(each));
  hinted.add(number);
  if (left) leftIn.add(number);
  try { sessionStorage.setItem(lies(), JSON.stringify([[...hinted], [...leftIn]])); } catch { /* no room: it may ask again */ }
}

/** What the server needs to know to ask nothing twice, and in which field somebody writes. */
export function noted(draft) {
  [draft.hinted, draft.left] = known().map((each) => each.join());
  draft.at = document.activeElement?.closest("#step textarea")?.name ?? "";
  return draft;
}

/** Show the hint that came with a draft, or take away the one whose words are gone. */
export function hint(drawn) {
  clearTimeout(waiting);
  const next = drawn && parse(drawn).querySelector("[data-hint]"), now = shown();
  if (!next) return now?.remove();
  if (now?.outerHTML === next.outerHTML) return;
  const field = step().elements[next.dataset.field];
  const rested = /[.!?…]["”’)]*\s*$|\n$/.test(field?.value ?? "") ? 0 : REST;
  const at = place();
  waiting = setTimeout(() => { if (at === place()) stand(document.adoptNode(next), field); }, Math.max(0, typed + rested - Date.now()));
}

function stand(next, field) {
  const now = shown();
  now?.remove();
  note(next.dataset.hint, false);
  (field?.closest(".compose") ?? step().querySelector(".foot")).after(next);
  if (now?.dataset.hint === next.dataset.hint) return;
  next.scrollIntoView({ block: "nearest" });
  say("A hint only you see, below your words.");
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("#step textarea")) return;
  typed = Date.now();
  clearTimeout(waiting);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-hint] button");
  if (!button) return;
  back = true; // to the field, where the sentence goes on
  note(button.closest("[data-hint]").dataset.hint, true);
  if (!button.value.startsWith("leave_in")) return;
  event.preventDefault();
  const field = step().elements[shown().dataset.field];
  shown().remove();
  back = false;
  field?.focus({ preventScroll: true });
});

document.addEventListener("stage", ({ detail }) => {
  clearTimeout(waiting);
  for (const each of Object.keys(sessionStorage)) if (each.startsWith("hints:") && step() && each !== lies()) sessionStorage.removeItem(each);
  if (back && detail.own && !document.querySelector("#step [role=alert]")) {
    const field = fields()[0];
    field?.focus({ preventScroll: true });
    field?.setSelectionRange(field.value.length, field.value.length);
  }
  back = false;
});

// What a mirror kept is read when it is unfolded, and not before.
document.addEventListener("toggle", async ({ target }) => {
  if (!target.open || !target.dataset?.fetch) return;
  const answer = await ask(target.dataset.fetch).catch(() => null);
  const looked = answer?.ok && parse(await answer.text()).querySelector(".looked");
  if (looked) { target.lastElementChild.replaceWith(document.adoptNode(looked)); delete target.dataset.fetch; }
}, true);
