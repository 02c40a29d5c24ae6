// What the room sends, where it sends anything: a touch of a running dialogue, or that two people talked.
const WAITS = `waits:${location.pathname}`; // a touch that is not on the server yet: a step and a side, never a word
let held = null, queue = Promise.resolve();

const wait = (ms) => new Promise((done) => { setTimeout(done, ms); addEventListener("online", done, { once: true }); });
const token = (room) => room.querySelector("[name=csrfmiddlewaretoken]").value;

/** A number that is drawn once for each touch, so that the same touch sent twice counts once. */
function drawn() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** Post a form until somebody answers. */
async function posted(room, fields, { keepalive = false, tell = () => {} } = {}) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token(room), ...fields });
  for (let pause = 1000; ; pause = Math.min(pause * 2, 15000)) {
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, keepalive, credentials: "same-origin" });
      if (answer.status < 500) return answer;
    } catch { /* no network for a moment: it goes again */ }
    tell("That did not arrive yet. It goes out by itself.");
    await wait(pause);
  }
}

/** Send a touch once nobody can take it back any more: after a while, or with the next touch. */
export function send(room, move, { hold, onMoved }) {
  pending(room);
  if (!move) return;
  const { seat, act, place } = move;
  held = { fields: { do: "touch", seat, act, place: `${place.step}.${place.entered}`, move_id: drawn() }, onMoved };
  sessionStorage[WAITS] = JSON.stringify(held.fields);
  held.timer = setTimeout(() => pending(room), hold);
}

/** A touch that a reload came in between of goes out again; the same one twice counts once. Gives where it led. */
export async function resume(room) {
  if (!sessionStorage[WAITS]) return null;
  const { place } = await sent(room, JSON.parse(sessionStorage[WAITS]), { onMoved: () => {} });
  return place;
}

export function takeBack() {
  if (!held) return false;
  clearTimeout(held.timer);
  held = null;
  delete sessionStorage[WAITS];
  return true;
}

/** Let what is held go out, one after the other. */
export function pending(room, { keepalive = false } = {}) {
  if (held) {
    const { fields, onMoved, timer } = held;
    clearTimeout(timer);
    held = null;
    queue = queue.then(() => sent(room, fields, { onMoved, keepalive }));
  }
  return queue;
}

async function sent(room, fields, { onMoved, keepalive }) {
  const answer = await posted(room, fields, { keepalive });
  if (!answer.headers.get("content-type")?.includes("json")) { location.reload(); return {}; } // the place is locked
  if (sessionStorage[WAITS] && JSON.parse(sessionStorage[WAITS]).move_id === fields.move_id) delete sessionStorage[WAITS];
  const { place, told } = await answer.json();
  if (told) onMoved(place, told);
  return { place };
}

export async function ask(room, what) {
  const answer = await posted(room, { do: what });
  return answer.ok;
}

export async function keepThatWeTalked(room, tell) {
  const answer = await posted(room, { do: "keep" }, { tell });
  if (!answer.ok) tell("That could not be kept. Open your place again.");
}

addEventListener("pagehide", () => { const room = document.querySelector(".room"); if (held) pending(room, { keepalive: true }); });
