// An invitation link keeps its secret behind "#", which browsers send to nobody. Move it into the form, clear the address.
const field = document.querySelector("[data-fragment]");
const secret = location.hash.slice(1);
if (field && secret) {
  field.value = secret;
  history.replaceState(null, "", location.pathname);
}
