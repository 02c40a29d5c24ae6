// The server does not know what time it is where somebody sits; the browser does.
const greeting = document.querySelector("[data-greeting]");
const hour = new Date().getHours();
if (greeting && hour >= 5) greeting.textContent = hour < 11 ? "Good morning" : hour < 17 ? "Good day" : hour < 23 ? "Good evening" : "Hello";
