// Sending a step: the same form, the same move id, again and again until the server has answered.
import { ask, fields, place, say, show, step, tell } from "./stage.js";
import { drop, keep } from "./tunnel.js";

let sending = false;
export const isSending = () => sending;
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); addEventListener("online", done, { once: true }); });

export async function send(form, button) {
  if (sending) return;
  sending = true;
  const body = new URLSearchParams(new FormData(form, button));
  const open = fields().filter((field) => !field.readOnly);
  for (const field of open) field.readOnly = true; // what is on its way stays what it was
  form.setAttribute("aria-busy", "true");
  const answer = await answered(form.action, body);
  sending = false;
  tell("");
  form.removeAttribute("aria-busy");
  for (const field of open) field.readOnly = false;
  await take(answer, form, button);
}

async function answered(url, body) {
  for (let pause = 1000; ; pause = Math.min(pause * 2, 15000)) {
    try {
      const answer = await ask(url, { method: "POST", body });
      if (answer.status < 500) return answer;
    } catch { /* not there: the words stay, and go again */ }
    keep();
    const sentence = navigator.onLine
      ? "That did not arrive. Your words are still here. Trying again."
      : "You are offline. Your words are here; they go out when you are back.";
    tell(sentence);
    say(sentence);
    await wait(pause);
  }
}

async function take(answer, form, button) {
  const here = new URL(form.action).pathname;
  const there = new URL(answer.url).pathname;
  if (answer.redirected && there !== here) {
    if (there.startsWith(here)) drop(place()); // a detour: the server has the words as drafts
    return location.assign(answer.url);
  }
  if (show(await answer.text(), { own: true }) === undefined) return plainly(form, button);
  if (answer.redirected) history.replaceState(null, "", answer.url);
}

/** Let the browser send it by itself: a locked page keeps the words and asks for the passphrase. */
function plainly(form, button) {
  form.dataset.plain = "yes";
  form.requestSubmit(button?.isConnected ? button : undefined);
}

document.addEventListener("submit", (event) => {
  if (event.target !== step() || event.target.dataset.plain) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest?.("#step textarea")) {
    const within = event.target.closest(".unfold, .pocket") ?? step();
    within.querySelector("button.turn, button.soft")?.click();
  }
});
