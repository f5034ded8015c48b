// Takes the token out of the address, where no server has seen it, and exchanges it for the cookie.

const token = location.hash.slice(1);
if (token) {
  const form = document.querySelector("[data-exchange]");
  history.replaceState(null, "", location.pathname + location.search);
  document.querySelector("[data-without-token]").hidden = true;
  form.hidden = false;
  form.elements.token.value = token;
  form.requestSubmit();
}
// The link is opened again while this page still stands there.
addEventListener("hashchange", () => location.reload());
