// An invitation link keeps its secret behind "#", which browsers send to nobody. Move it into the form, clear the address.
const field = document.querySelector("[data-fragment]");
const secret = location.hash.slice(1);
if (field && secret) {
  field.value = secret;
  field.closest(".field").hidden = true;
  document.querySelector("[data-came]").hidden = false;
  history.replaceState(null, "", location.pathname);
}
