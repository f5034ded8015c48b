// Exchanges the token in the fragment of the address, which no server and no log has seen, and removes it from there.

const form = document.querySelector("[data-access]");
const token = location.hash.slice(1);
if (token) {
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.token.value = token;
  form.requestSubmit();
}
