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

// The pages that are made there can follow the same clock.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone && !`${document.cookie};`.includes(`zone=${zone};`)) document.cookie = `zone=${zone}; path=/; max-age=31536000; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
