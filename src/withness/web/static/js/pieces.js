// The further pieces of a letter: another one, and how it begins. On the page itself, so that a tunnel stops nobody.
import { step } from "./stage.js";

const MOST = 12;
const of = (event, sends) => event.target.closest?.(`#step button[value^="${sends}"]`);
const count = () => step().querySelectorAll(".piece textarea").length;

/** The blank piece of the page, with its own number. */
function blank(number) {
  const piece = document.importNode(document.getElementById("piece").content, true);
  const field = piece.querySelector("textarea"), label = piece.querySelector("label");
  field.id = field.name = label.htmlFor = `block_${number}`;
  label.textContent = label.textContent.replace("0", number + 1);
  for (const each of piece.querySelectorAll("button")) each.value = each.value.replace("block_n", field.name);
  return piece;
}

/** One more field, or as many as it takes until there is one of this name. The field, or nothing where none has a place. */
export function oneMore(name = `block_${count()}`) {
  const button = step().querySelector("[value=another]");
  while (document.getElementById("piece") && button && count() < MOST && !step().elements[name]) {
    button.closest("p").before(blank(count()));
    button.hidden = count() >= MOST;
  }
  return step().elements[name];
}

function another(event) {
  const field = oneMore();
  if (!field) return;
  event.preventDefault();
  field.focus();
  const here = new URL(location);
  here.searchParams.set("more", "1"); // a page fetched anew has it, too
  history.replaceState(null, "", here);
}

/** Its words stay; what they begin with is changed for what was touched. */
function begin(event, button) {
  event.preventDefault();
  const [, name, beginning] = button.value.split(":");
  const field = step().elements[name], written = field.value.trimStart();
  const offered = [...button.closest(".begins").querySelectorAll("button")].map((each) => each.value.split(":")[2]);
  const had = offered.filter((each) => `${written.trimEnd()} `.startsWith(`${each} `)).sort((a, b) => b.length - a.length)[0];
  field.value = `${beginning} ${written.slice(had?.length ?? 0).trimStart()}`;
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
  field.dispatchEvent(new Event("input", { bubbles: true })); // so that it is kept as a draft, as typing is
}

document.addEventListener("click", (event) => {
  const more = of(event, "another"), chip = of(event, "begin:");
  if (more) another(event); else if (chip) begin(event, chip);
});
