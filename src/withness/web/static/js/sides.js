// What stands on each side of the glass. Names go into <bdi>; nothing here is ever parsed as markup.
import { acts, answered, card, half, seats, touchable } from "./deck.js";

const NAME = /\{(speaker|listener|other)\}/;
const element = (tag, className, ...inside) => {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...inside);
  return made;
};

/** The names that a sentence means; without names everybody else is "the other". */
function meant(which, { people, place, seat }) {
  if (which === "other") return people.filter((_, index) => index !== seat && seats(place).includes(index)).map((each) => each.name);
  const [listener = place.speaker] = seats(place).filter((each) => each !== place.speaker); // whoever mirrors sits beside
  return [people[which === "listener" ? listener : place.speaker].name];
}

/** A sentence as nodes, each name apart. */
export function told(sentence, about) {
  const nodes = sentence.split(NAME).map((piece, index, all) => {
    if (index % 2 === 0) return piece;
    const named = meant(piece, about).filter(Boolean);
    if (named.length) return named.flatMap((name, at) => [at ? " and " : "", element("bdi", "", name)]);
    return /(^|[.?!…] )$/.test(all[index - 1]) ? "The other" : "the other";
  });
  return nodes.flat();
}

/** What is to be said aloud here, once a beginning is chosen; the deeper ones come once two pieces are told. */
export function beginnings(half, place) {
  const changed = place.half > 1 && half.beginnings_after_change?.length;
  const [plain, deeper] = changed ? [half.beginnings_after_change, half.deeper_after_change] : [half.beginnings, half.deeper];
  const told = place.table.filter((each) => each === "piece").length;
  return [...(plain ?? []), ...(plain?.length && told >= 2 ? deeper ?? [] : [])];
}

const FIRST = [{ act: "said-first", label: "I have said it" }, { act: "not-yet", label: "Back" }];
const quoted = (words) => `“${/[.…?]$/.test(words) ? words : `${words}…`}”`;

/** What one side shows: words, and what can be touched. `asked` is an option whose sentence is said first. */
export function showing(deck, place, { seat, people, turns = 0, asked = null }) {
  const here = half(deck, place, seat), turn = acts(deck, place, seat), mine = asked?.seat === seat;
  const done = answered(place, seat), options = beginnings(here, place), listens = "You listen";
  const { kind, who } = card(deck, place), together = who === "everyone" && kind !== "each";
  const inTurn = kind === "each" && !turn && !done; // somebody else is saying theirs
  if (mine) return { turn, lead: "Say it aloud", large: quoted(asked.button.first), note: "", buttons: FIRST };
  const ready = { gather: "Ready", agree: "Chosen" }[kind] ?? listens;
  if (done || inTurn) return { turn, lead: done ? ready : listens, large: here.after || "Take your time.", note: "", buttons: [] };
  return {
    turn,
    lead: here.lead || (place.seats > 2 && turn ? people[seat].name : together ? "Both of you" : turn ? "Your turn" : listens),
    large: turn && options.length ? quoted(options[turns % options.length]) : here.large || here.lead || "",
    note: here.note ?? "",
    more: turn && options.length > 1,
    even: kind === "agree", // none of the ways is held out before the others
    buttons: touchable(deck, place, seat),
  };
}

export function draw(side, shown, about) {
  const { seat, people } = about, { lead, large, note, buttons } = shown, person = people[seat];
  const words = (sentence) => told(sentence, about);
  const badge = element("span", `who ${person.hue} ${person.shape}`, person.initial ?? "");
  badge.setAttribute("aria-hidden", "true");
  side.classList.toggle("glows", shown.turn);
  side.querySelector(".upright").replaceChildren(
    element("p", "lead", badge, element("span", "", ...words(lead))),
    element("p", "large", ...words(large)),
    ...(note ? [element("p", "note", ...words(note))] : []),
    element("div", "touch", ...buttons.map((button, index) => touchButton(button, { first: index === 0 && shown.turn && !shown.even, words }))),
  );
}

function touchButton(button, { first, words }) {
  const picture = button.icon && document.querySelector("template").content.firstElementChild.cloneNode(true);
  const made = element("button", first ? "btn turn" : picture ? "btn soft next" : "btn soft", ...(picture ? [picture] : words(button.label)));
  if (picture) made.ariaLabel = made.title = button.label;
  made.type = "button";
  made.dataset.act = button.act;
  return made;
}

/** The same words as one sentence, for a voice that reads them. */
export const spoken = (shown, about) => {
  const text = (sentence) => told(sentence, about).map((node) => node.textContent ?? node).join("");
  const parts = [about.people[about.seat].name, text(shown.large), text(shown.note)].filter(Boolean);
  return parts.map((part) => /[.?!…]”?$/.test(part) ? part : `${part}.`).join(" ");
};
