// A passphrase can be looked at while it is typed. Without script a new one is visible all the time.
for (const field of document.querySelectorAll("[data-reveal]")) {
  const button = document.createElement("button");
  const both = document.createElement("div");
  const show = (visible) => {
    field.type = visible ? "text" : "password";
    button.textContent = visible ? "Hide" : "Show";
    button.setAttribute("aria-label", visible ? "Hide the passphrase" : "Show the passphrase");
  };
  button.type = "button";
  button.className = "btn bare small";
  button.addEventListener("click", () => show(field.type === "password"));
  show(false);
  both.className = "revealing";
  field.before(both);
  both.append(field, button);
  field.form.addEventListener("submit", () => show(false)); // so that the browser does not remember it as plain text
}
for (const proposal of document.querySelectorAll("[data-proposal]")) {
  const button = document.createElement("button");
  const field = proposal.closest("form").querySelector("[autocomplete=new-password]");
  button.type = "button";
  button.className = "btn soft small";
  button.textContent = "Take these words";
  button.addEventListener("click", () => {
    field.value = proposal.textContent.trim();
    field.focus();
  });
  proposal.after(button);
}
for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
