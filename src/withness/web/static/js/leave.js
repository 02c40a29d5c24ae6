// Leave at once: cover the page, then replace it, so that Back does not lead here. Escape three times does the same.
const exit = document.querySelector("[data-exit]");
let escapes = 0;

function leave(event) {
  event.preventDefault();
  document.documentElement.hidden = true;
  document.title = "…";
  location.replace(exit.href);
}

exit?.addEventListener("click", leave);
document.addEventListener("keydown", (event) => {
  escapes = event.key === "Escape" ? escapes + 1 : 0;
  if (exit && escapes === 3) leave(event);
});

// The ways on replace this page, so that Back leads to the page before the questions.
for (const link of document.querySelectorAll("[data-replace]")) {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.href);
  });
}
