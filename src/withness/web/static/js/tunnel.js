// What was typed while the server could not be reached, so that it outlives a page which the phone puts away meanwhile.
// It lies in this tab alone, sealed under a key that came with the page; the page is gone, and so is the key.
import { place, step } from "./stage.js";

const OURS = "words:";
const holder = document.querySelector("script[data-key]");
const key = crypto.subtle && holder && crypto.subtle.importKey("raw", bytes(holder.dataset.key), "AES-GCM", false, ["encrypt", "decrypt"]);
holder?.removeAttribute("data-key");
let latest = 0;

function bytes(text) { return Uint8Array.from(atob(text), (each) => each.charCodeAt(0)); }
const letters = (bytes) => btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));
const encoded = (text) => new TextEncoder().encode(text);
const here = () => OURS + step().getAttribute("action");
const sealing = (iv, lies) => ({ name: "AES-GCM", iv, additionalData: encoded(lies) });

/** Keep what stands in the fields; `only` some of them, when the server has the others. */
export async function keep(only = /^(text|block_|thought_text|feelings|own_feeling)/) {
  if (!key || !step()) return;
  const mine = ++latest, lies = here() + place();
  const typed = [...new FormData(step())].filter(([name, value]) => only.test(name) && value.trim());
  if (!typed.length) return sessionStorage.removeItem(lies);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt(sealing(iv, lies), await key, encoded(JSON.stringify(typed)));
  if (mine !== latest) return;
  try { sessionStorage.setItem(lies, `${letters(iv)} ${letters(new Uint8Array(sealed))}`); } catch { /* no room: the field still has it */ }
}

/** The server has them now: all but a thought that nobody has set aside yet. */
export const arrived = () => keep(/^thought_text/);

/** What lies here of this dialogue: at which place it was typed, and [name, text] of each field. */
export async function kept() {
  const found = [];
  for (const lies of step() && key ? Object.keys(sessionStorage).filter((each) => each.startsWith(here())) : []) {
    const [iv, sealed] = sessionStorage.getItem(lies).split(" ").map(bytes);
    const opened = await crypto.subtle.decrypt(sealing(iv, lies), await key, sealed).catch(() => null);
    if (opened) found.push({ at: lies.slice(here().length), typed: JSON.parse(new TextDecoder().decode(opened)) });
    else sessionStorage.removeItem(lies); // of a sign-in that is over
  }
  return found;
}

export const drop = (at) => sessionStorage.removeItem(here() + at);

/** A step that was left needs nothing kept any more: its words were offered, or lie in the pocket. */
document.addEventListener("stage", ({ detail }) => {
  latest += 1;
  if (detail.own && sessionStorage.getItem(here() + place())) document.querySelector("#step [role=alert]") ? keep() : arrived();
  for (const lies of Object.keys(sessionStorage)) {
    if (step() && lies.startsWith(here()) && lies !== here() + place()) sessionStorage.removeItem(lies);
  }
});
