// Where each touch leads: the twin of the fold, for a device that leads people aloud. No word passes through here.
const TOGETHER = new Set(["gather", "each", "agree"]);
const CHOOSE = "choose:";

export const begin = (deck, { speaker, seats = 2 }) =>
  ({ step: deck.begins, seats, speaker, half: 1, seq: 1, entered: 1, come_back: "", answers: [], table: [], outcome: "", tellers: [], gone: [] });

export const card = (deck, place) => deck.cards[place.step];

/** The seats that nobody has left, in the order of the parts: whoever speaks comes first, then who listens. */
export const seats = ({ seats: count, speaker, gone = [] }) =>
  Array.from({ length: count }, (_, step) => (speaker + step) % count).filter((seat) => !gone.includes(seat));
const next = (place) => seats(place).find((seat) => seat !== place.speaker) ?? place.speaker;
const tellers = (place) => [...(place.tellers ?? []), place.speaker];
const haveAllTold = (place) => seats(place).every((seat) => tellers(place).includes(seat));

/** The parts go round; the last one is everyone else's. */
export const part = (deck, place, seat) => deck.parts[seats(place).indexOf(seat)] ?? deck.parts.at(-1);
export const half = (deck, place, seat) => card(deck, place).halves[part(deck, place, seat)];
export const visit = (place) => `${place.step}.${place.entered}`;
export const answered = (place, seat) => place.answers.some(([each]) => each === seat);

const asked = (deck, place, now = card(deck, place)) =>
  seats(place).filter((seat) => now.who === "everyone" || now.who === part(deck, place, seat));

/** Whose turn it is: of those who say something one after the other, the first who has not yet. */
export function acts(deck, place, seat) {
  const { kind } = card(deck, place), left = asked(deck, place).filter((each) => !answered(place, each));
  if (place.outcome) return false;
  return kind === "each" ? left[0] === seat : left.includes(seat);
}

/** What this half may touch now; whoever waits may have something too. */
export function touchable(deck, place, seat) {
  const waits = !asked(deck, place).includes(seat);
  if (place.outcome || !(waits || acts(deck, place, seat))) return [];
  return (half(deck, place, seat).buttons ?? []).filter((button) => isOpen(deck, place, button));
}

/** Saying anew needs something said, picking something to pick from; and of some words there may be so many, and no more. */
function isOpen(deck, place, button) {
  const count = (slot) => place.table.filter((each) => each === slot).length;
  const there = count(deck.cards[button.to]?.slot);
  if (button.least) return count(card(deck, place).picks) >= button.least;
  return button.drops ? there > 0 : !button.up_to || there < button.up_to;
}

/** Where a touch leads. */
export function touch(deck, place, { seat, act }) {
  const { kind } = card(deck, place), { buttons } = half(deck, place, seat), after = { ...place, seq: place.seq + 1 };
  const button = buttons.find((each) => each.act === act);
  if (!TOGETHER.has(kind)) return go(deck, after, button);
  const answers = [...place.answers, [seat, act.startsWith(CHOOSE) ? act.slice(CHOOSE.length) : ""]];
  if (answers.length < asked(deck, place).length) return { ...after, answers };
  const counts = (each) => answers.some(([, option]) => CHOOSE + option === each.act);
  if (kind === "agree") return go(deck, after, buttons.find(counts));
  return go(deck, after, button, button.gives ? answers.length : 0);
}

/** Straight to what shall stay of this. */
export const close = (deck, place) => enter(deck, { ...place, seq: place.seq + 1 }, { to: deck.closing });

function go(deck, place, button, times = button.gives ? 1 : 0) {
  let table = [...place.table, ...Array(times).fill(button.gives)];
  if (button.end) return { ...place, table, outcome: button.end, answers: [] };
  if (button.drops) table = table.slice(0, table.lastIndexOf(deck.cards[button.to].slot));
  const back = button.to === "come_back";
  const to = button.after_all && haveAllTold(place) ? button.after_all
    : back ? place.come_back || button.otherwise : button.to;
  const ahead = { ...place, table, come_back: back ? "" : button.come_back || place.come_back };
  return enter(deck, ahead, { to, swap: button.swap && to !== button.after_all });
}

function enter(deck, place, { to, swap }) {
  const there = { ...place, step: to, entered: place.seq, answers: [] };
  const after = swap ? { ...there, half: place.half + 1, speaker: next(place), tellers: tellers(place), table: [], come_back: "" } : there;
  const now = deck.cards[to], nobody = TOGETHER.has(now.kind) && !asked(deck, after).length;
  return nobody ? go(deck, after, { ...Object.values(now.halves).flatMap((each) => each.buttons ?? [])[0], gives: "" }) : after;
}
