// A folded choice shows what is chosen inside it.
for (const fold of document.querySelectorAll("[data-asking] details.more")) {
  const shown = fold.querySelector("summary b"), minutes = fold.querySelector("[name=minutes]");
  fold.addEventListener("change", ({ target }) => {
    if (target.name === "script") { shown.textContent = target.closest("label").querySelector("b").textContent; fold.open = target.closest("label").nextElementSibling?.matches(".asks-who") ?? false; minutes.value = ""; }
    if (target.name === "heat") shown.textContent = `${target.value} of 10`;
  });
}
