// A dialogue, live. Without this script every step still is a form.
import "./moves.js";
import "./drafts.js";
import "./live.js";
import { step } from "./stage.js";

/** How much there is to mirror: short, a good size, or a lot. Never a number. */
function gauge(field) {
  const bars = field.closest(".compose")?.querySelector("[data-gauge]");
  if (!bars || !field.dataset.good) return;
  const good = Number(field.dataset.good), length = field.value.trim().length;
  const size = length === 0 ? 0 : length < good / 8 ? 1 : length <= good ? 2 : 3;
  bars.hidden = size === 0;
  bars.className = `gauge size-${size}`;
  bars.querySelector(".words-of-size").textContent = ["", "Short", "Good size to mirror", "A lot to carry at once"][size];
  const first = document.querySelector("[data-first-part]");
  if (first) first.hidden = size < 3;
}

/** Name the chosen feelings on the button that offers them. */
function feelings() {
  const button = document.querySelector("[data-feelings]");
  if (!button) return;
  const words = [...step().querySelectorAll("[name=feelings]:checked")].map((box) => box.value);
  const own = step().querySelector("[name=own_feeling]")?.value.trim();
  if (own) words.push(own);
  button.textContent = words.length ? `Offer “${words.join(", ")}”` : button.dataset.feelings;
}

function clocks() {
  for (const time of document.querySelectorAll("time[data-clock]")) {
    const at = new Date(time.dateTime), today = at.toDateString() === new Date().toDateString();
    time.textContent = at.toLocaleString([], { hour: "2-digit", minute: "2-digit", ...(today ? {} : { weekday: "long" }) });
  }
}

function dress() {
  for (const field of document.querySelectorAll("#step textarea")) gauge(field);
  feelings();
  clocks();
}

document.addEventListener("input", (event) => { if (event.target.matches("#step textarea")) gauge(event.target); else feelings(); });
document.addEventListener("stage", dress);
dress();

// The screen stays awake while a dialogue is open; where that is refused it may dim, and that is fine.
const stayAwake = () => { if (!document.hidden && step()) navigator.wakeLock?.request("screen").catch(() => {}); };
document.addEventListener("pointerdown", stayAwake, { once: true });
document.addEventListener("visibilitychange", stayAwake);

// On a phone the keyboard takes half of the height; Safari tells only the visual viewport.
visualViewport?.addEventListener("resize", () =>
  document.documentElement.classList.toggle("keyboard", visualViewport.height < 560 && innerWidth < 960));
