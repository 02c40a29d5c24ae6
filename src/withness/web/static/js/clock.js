// The server does not know what time it is where somebody sits; the browser does.
export function clocks() {
  for (const time of document.querySelectorAll("time[data-clock]")) {
    const at = new Date(time.dateTime), today = at.toDateString() === new Date().toDateString();
    time.textContent = at.toLocaleString([], { hour: "2-digit", minute: "2-digit", ...(today ? {} : { weekday: "long" }) });
  }
}

const greeting = document.querySelector("[data-greeting]");
const hour = new Date().getHours();
if (greeting && hour >= 5) greeting.textContent = hour < 11 ? "Good morning" : hour < 17 ? "Good day" : hour < 23 ? "Good evening" : "Hello";
clocks();
