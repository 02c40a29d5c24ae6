// What is being written is on the server within two seconds, under the writer's own key.
import { fields, place, step } from "./stage.js";
import { hint, noted } from "./hints.js";
import { isSending } from "./moves.js";
import { arrived, keep } from "./tunnel.js";

const PAUSE = 700, LATEST = 1800;
const writer = sessionStorage.writer ??= Math.random().toString(36).slice(2) + Date.now().toString(36);
let timer, since = 0, dirty = null, takeOver = false, unreachable = false;

const line = (field) => field?.closest(".compose")?.querySelector(".saved");
const mark = (sentence) => { for (const field of fields()) if (line(field)) line(field).textContent = sentence; };
const drafted = () => fields().filter((field) => /^(text$|text_|block_)/.test(field.name));

document.addEventListener("input", (event) => {
  if (unreachable || !navigator.onLine || event.target.matches("#step [name=thought_text]")) keep();
  if (!event.target.matches("#step :is(textarea, [name=feelings], [name=own_feeling])")) return;
  dirty = place();
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(save, Math.max(0, Math.min(PAUSE, since + LATEST - Date.now())));
});

export async function save({ keepalive = false } = {}) {
  clearTimeout(timer);
  if (dirty === null || dirty !== place() || isSending()) return;
  dirty = null; since = 0;
  const body = new URLSearchParams({ csrfmiddlewaretoken: step().elements.csrfmiddlewaretoken.value, place: place(), do: "draft", writer });
  for (const [name, value] of Object.entries(noted({ stem: step().elements.stem?.value ?? "" }))) body.set(name, value);
  for (const field of drafted()) body.set(field.name, field.value);
  for (const box of step().querySelectorAll("[name=feelings]:checked")) body.append("feelings", box.value);
  for (const small of step().querySelectorAll("[name=own_feeling], [name=thought_text]")) body.set(small.name, small.value);
  if (takeOver) body.set("take_over", "yes");
  try {
    const answer = await fetch(step().dataset.draft, { method: "POST", body, keepalive, credentials: "same-origin" });
    if (!answer.headers.get("content-type")?.includes("json")) return locked();
    const { saved, elsewhere, told, hint: drawn } = await answer.json();
    if (elsewhere) return writtenElsewhere();
    takeOver &&= !saved;
    unreachable = false;
    if (saved && dirty === null) arrived();
    mark(saved ? "Saved" : told);
    if (saved && dirty === null) hint(drawn);
  } catch {
    unreachable = true;
    keep();
    mark("Not saved yet");
    dirty ??= place();
    timer = setTimeout(save, 3000);
  }
}

function locked() {
  mark("Not saved: locked");
  const form = step();
  form.dataset.plain = "yes"; // the unlock page keeps what is in the form
  const button = Object.assign(document.createElement("button"), { name: "do", value: "draft", hidden: true });
  form.append(button);
  form.requestSubmit(button);
}

/** One window writes at a time; taking over is a choice. */
function writtenElsewhere() {
  for (const field of drafted()) field.readOnly = true;
  const note = document.createElement("p");
  note.className = "told elsewhere";
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn bare", textContent: "Write here instead" });
  note.append("You are writing in another window. ", button);
  button.onclick = () => {
    note.remove();
    for (const field of drafted()) field.readOnly = false;
    takeOver = true; dirty = place();
    save();
  };
  document.querySelector(".elsewhere")?.remove();
  step().prepend(note);
}

addEventListener("pagehide", () => save({ keepalive: true }));
document.addEventListener("visibilitychange", () => { if (document.hidden) save({ keepalive: true }); });
addEventListener("online", () => save());
