// In the room: one device between people leads them through a deck, aloud. It keeps where they stand, never a word.
import { acts, begin, card, close, touch, touchable } from "./deck.js";
import { ask, keepThatWeTalked, pending, resume, send, takeBack } from "./room-sends.js";
import { draw, showing, spoken } from "./sides.js";
import { canRead, chime, hush, read, stayAwake } from "./senses.js";

const room = document.querySelector(".room"), seam = room.querySelector(".seam"), { kind } = room.dataset;
const deck = JSON.parse(room.dataset.deck), people = JSON.parse(room.dataset.people);
const sides = [...room.querySelectorAll(".side")], seatOf = (side) => Number(side.dataset.seat);
const [rest, leave] = ["rest", "leave"].map((name) => document.querySelector(`dialog.${name}`));
const KEPT = `room:${location.pathname}`, UNDO_FOR = 10_000, LONG = 120_000, HINT_FOR = 8000, STEPS_BACK = 40;
const wishes = { ...JSON.parse(localStorage.room ?? "{}") };
let place = null, before = [], asked = null, turns = 0, undoTimer, longTimer, hintTimer, hinted = false, byKeys = false;

const isOver = () => Boolean(place?.outcome) || (kind === "deck" && place?.step === deck.closing);
const sideOf = (seat) => sides.find((side) => seatOf(side) === seat) ?? sides[0];
const keep = () => { sessionStorage[KEPT] = JSON.stringify({ place, before }); };

function showAll({ moved = false } = {}) {
  if (!place) return;
  if (isOver()) return showEnd();
  room.classList.remove("begins");
  if (sides.length === 1) passOn();
  for (const side of sides) {
    const about = { people, place, seat: seatOf(side) }, shown = showing(deck, place, { ...about, turns, asked });
    if (shown.more) shown.buttons.splice(1, 0, { act: "another", label: "Another beginning", icon: true });
    draw(side, shown, about);
  }
  dots();
  if (moved) tellOf();
}

/** More than two have one side in common: it is for whoever has something to do now. */
function passOn() {
  const seat = people.findIndex((_, each) => acts(deck, place, each));
  sides[0].dataset.seat = seat;
  sides[0].className = `side near ${people[seat].hue}`;
  sides[0].querySelector(".picture > g").setAttribute("class", people[seat].hue);
  sides[0].setAttribute("aria-label", people[seat].name);
}

/** One status line for who listens to the page, and a voice for whoever asked for one. */
function tellOf() {
  const turn = sides.map(seatOf).filter((seat) => acts(deck, place, seat));
  const said = turn.map((seat) => spoken(showing(deck, place, { seat, people, turns, asked }), { people, place, seat }));
  document.getElementById("say").textContent = said.join(" ");
  if (wishes.read && said.length) read(said[0]);
  if (byKeys && turn.length) sideOf(turn[0]).querySelector("[data-act]")?.focus();
  clearTimeout(longTimer);
  if (card(deck, place).kind === "say") longTimer = setTimeout(goodMoment, LONG);
}

/** After about two minutes of one person the seam breathes once. Nothing else happens. */
function goodMoment() {
  hint(place && card(deck, place).who === deck.parts[0] ? "A good moment to mirror." : "A good moment to ask.");
  seam.classList.add("breathes");
  if (wishes.sound) chime();
}

function dots() {
  const { stage } = card(deck, place), path = seam.querySelector(".path");
  path.classList.toggle("none", !stage);
  [...path.children].forEach((dot, index) => {
    dot.classList.toggle("done", index + 1 < stage);
    if (index + 1 === stage) dot.setAttribute("aria-current", "step"); else dot.removeAttribute("aria-current");
  });
  if (stage) path.setAttribute("aria-label", `Step ${stage} of ${deck.stages.length}: ${deck.stages[stage - 1]}`);
}

function showEnd() {
  clearTimeout(longTimer);
  room.classList.remove("begins");
  const talked = place.outcome === "talked", mine = Number(room.dataset.near);
  const note = kind === "deck" ? "Nothing was written down, so nothing is left to keep."
    : talked ? "That you did is all that is kept." : place.outcome === "kept" ? `The words are kept, for ${people.length > 2 ? "all" : "both"} of you.` : "Nothing is kept.";
  for (const side of sides) {
    const seat = seatOf(side), buttons = seat === mine || sides.length === 1 ? endButtons() : [];
    draw(side, { turn: true, lead: "", large: "You talked.", note, buttons }, { people, place, seat });
  }
  if (kind === "us" && talked) keepThatWeTalked(room, (sentence) => hint(sentence, 0));
  document.getElementById("say").textContent = `You talked. ${note}`;
  dots();
}

const endButtons = () => kind === "deck" ? [{ act: "leave", label: "That was it" }, { act: "again", label: "Once more" }]
  : [{ act: "leave", label: "Open my place again" }];

function goTo(next, move) {
  before = [...before, place].slice(-STEPS_BACK);
  place = next;
  asked = null;
  turns = 0;
  keep();
  if (kind === "talk") send(room, move, { hold: UNDO_FOR, onMoved: catchUp });
  showAll({ moved: true });
  offerUndo();
}

/** The dialogue went on elsewhere: this device goes to where it stands now. */
function catchUp(there, sentence) {
  place = there;
  before = [];
  keep();
  seam.classList.remove("undoes");
  showAll({ moved: true });
  hint(sentence);
}

function offerUndo() {
  clearTimeout(undoTimer);
  seam.classList.toggle("undoes", before.length > 0);
  undoTimer = setTimeout(() => seam.classList.remove("undoes"), UNDO_FOR);
}

function stepBack() {
  if (asked) { asked = null; return showAll(); }
  if (!before.length || (kind === "talk" && !takeBack())) return;
  place = before.at(-1);
  before = before.slice(0, -1);
  turns = 0;
  keep();
  seam.classList.remove("undoes", "breathes");
  if (place) showAll({ moved: true }); else location.reload();
}

function hint(sentence, lasts = HINT_FOR) {
  clearTimeout(hintTimer);
  seam.querySelector(".hint").textContent = sentence;
  seam.classList.add("hints");
  if (lasts) hintTimer = setTimeout(() => seam.classList.remove("hints", "breathes"), lasts);
}

async function beginWith(seat) {
  goTo(begin(deck, { speaker: seat, seats: people.length }), null);
  if (!await stayAwake() && !hinted) hint("Your screen may dim. That is fine.");
  hinted = true;
}

const DO = {
  begin: (seat) => beginWith(seat),
  another: () => { turns += 1; showAll({ moved: true }); },
  "said-first": (seat) => goTo(touch(deck, place, { seat, act: asked.button.act }), { seat, act: asked.button.act, place }),
  "not-yet": () => { asked = null; showAll(); },
  again: () => { delete sessionStorage[KEPT]; location.reload(); },
  leave: () => { delete sessionStorage[KEPT]; location.assign(room.dataset.leave); },
  rest: () => { hush(); rest.showModal(); },
  stop: () => { hush(); leave.showModal(); },
  "go-on": () => { rest.close(); leave.close(); },
  undo: () => stepBack(),
  close: () => { leave.close(); goTo(close(deck, place), { seat: Number(room.dataset.near), act: "close", place }); },
  apart: async () => { await pending(room); const answer = await ask(room, "apart"); if (answer) DO.leave(); },
};

function press(button) {
  const { act } = button.dataset, seat = Number(button.dataset.seat ?? seatOf(button.closest(".side") ?? sides[0]));
  if (DO[act]) return DO[act](seat);
  const meant = touchable(deck, place, seat).find((each) => each.act === act);
  if (!meant) return undefined;
  if (meant.first && !asked) { asked = { seat, button: meant }; return showAll({ moved: true }); }
  return goTo(touch(deck, place, { seat, act }), { seat, act, place });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  byKeys = event.detail === 0; // a click that no finger made
  if (button) press(button);
});

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
  room.classList.add("by-keys");
  if (event.key === "Backspace") { event.preventDefault(); byKeys = true; stepBack(); }
  if (event.key !== "Enter" || event.target.closest("button, a, summary")) return;
  event.preventDefault(); // else the button that gets the focus now would be pressed by the same key
  const turn = sides.find((side) => (!place || side.classList.contains("glows")) && side.querySelector("[data-act]"));
  turn?.querySelector("[data-act]").focus();
  if (place && turn?.querySelectorAll("[data-act]").length === 1) turn.querySelector("[data-act]").click();
});

for (const box of document.querySelectorAll("[data-wish]")) {
  box.checked = Boolean(wishes[box.dataset.wish]);
  box.closest("label").hidden = box.dataset.wish === "read" && !canRead();
  box.addEventListener("change", () => {
    wishes[box.dataset.wish] = box.checked;
    localStorage.room = JSON.stringify(wishes);
    room.classList.toggle("flat", Boolean(wishes.flat));
  });
}
room.classList.toggle("flat", Boolean(wishes.flat));

if (room.dataset.place) place = await resume(room) ?? JSON.parse(room.dataset.place);
else if (sessionStorage[KEPT]) ({ place, before } = JSON.parse(sessionStorage[KEPT]));
else if (room.dataset.first) place = begin(deck, { speaker: Number(room.dataset.first), seats: people.length }); // known: nobody asks
if (place) { showAll(); stayAwake(); }
if (isSecureContext && navigator.serviceWorker) {
  const policy = self.trustedTypes?.createPolicy("withness", { createScriptURL: (url) => url });
  navigator.serviceWorker.register(policy?.createScriptURL("/worker.js") ?? "/worker.js").catch(() => {});
}
