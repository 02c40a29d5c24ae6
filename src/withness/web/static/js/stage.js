// The one part of the page that changes: fetched as a whole page, put in place only when it says something new.

const policy = self.trustedTypes?.createPolicy("withness", { createHTML: (page) => page });
export const parse = (page) => new DOMParser().parseFromString(policy ? policy.createHTML(page) : page, "text/html");

export const stage = () => document.getElementById("stage");
export const step = () => document.getElementById("step");
export const place = (root = document) => root.querySelector("#step [name=place]")?.value;
export const fields = (root = document) => [...root.querySelectorAll("#step textarea, #step input[type=text]")];
const busy = (field) => field === document.activeElement || field.value !== field.defaultValue;
const stays = (field, next) => next.getElementById(field.id)
  && (field.name === "thought_text" || place(next) === place()); // the pocket goes along from step to step

/** Put a fetched page in place. `own` says that this person's act brought it. True when something changed. */
export function show(page, { own = false } = {}) {
  const next = parse(page);
  if (!next.querySelector(".talk")) return undefined;
  if (!own && next.getElementById("stage").dataset.version === stage().dataset.version) return false;
  const kept = own ? [] : fields().filter((field) => busy(field) && stays(field, next));
  const focused = document.activeElement;
  const caret = focused?.selectionStart === undefined ? null : [focused.selectionStart, focused.selectionEnd];
  for (const field of kept) next.getElementById(field.id)?.replaceWith(document.adoptNode(field));
  if (document.querySelector(".pocket")?.open && !own) next.querySelector(".pocket")?.setAttribute("open", "");
  const held = focused?.closest(".talk"); // whoever goes by keyboard stands somewhere in the page: not back at its start
  const swap = () => {
    document.documentElement.dataset.turn = next.documentElement.dataset.turn;
    document.querySelector(".talk").replaceWith(document.adoptNode(next.querySelector(".talk")));
    document.title = next.title;
    if (own) stage().querySelector("h1, [role=alert]")?.focus();
    else if (held && !focused.isConnected) stage().querySelector("h1")?.focus({ preventScroll: true });
    else if (kept.includes(focused)) { focused.focus({ preventScroll: true }); if (caret) focused.setSelectionRange(...caret); }
  };
  swap();
  if (own) scrollTo(0, 0);
  document.dispatchEvent(new CustomEvent("stage", { detail: { own } }));
  return true;
}

/** Whether a fetched page stands at the same visit of the same step, if only it rests now. */
export const isSamePlace = (page) => place(parse(page)) === place();

/** What somebody wrote into a field that the fetched page no longer has: it must not vanish with the swap. */
export function strandedBy(page) {
  const next = parse(page);
  const rests = place(next) === place() && !next.querySelector("[data-over]"); // then the field comes again
  if (!next.querySelector(".talk") || !stage() || rests) return "";
  const lost = (field) => busy(field) && field.value.trim() && !stays(field, next)
    && !next.body.textContent.includes(field.value.trim());
  return fields().filter(lost).map((field) => field.value).join("\n\n");
}

export function tell(sentence, kind = "offline") {
  let line = document.querySelector(`.${kind}`);
  if (!sentence) return line?.remove();
  if (!line) {
    line = document.createElement("p");
    line.className = `told ${kind}`;
    document.querySelector(".talk > header").after(line);
  }
  if (line.textContent !== sentence) line.textContent = sentence;
}

export function say(sentence) {
  const status = document.getElementById("say");
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = sentence; });
}

/** Fetch with a limit, so that a connection that died in a tunnel is noticed. */
export function ask(url, options = {}) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), 8000);
  return fetch(url, { credentials: "same-origin", cache: "no-store", signal: limit.signal, ...options })
    .finally(() => clearTimeout(timer));
}
