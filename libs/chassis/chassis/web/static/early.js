// On a slow line people see a button before the script that makes it work: what they press is kept and pressed again
// when the page is ready. Runs before anything is drawn; forms need no script and are sent at once.
(() => {
  let pressed = null;
  const keep = (event) => {
    const button = event.target.closest("button[type=button]");
    if (!button) return;
    event.stopImmediatePropagation();
    pressed?.removeAttribute("aria-busy");
    pressed = button;
    pressed.setAttribute("aria-busy", "true");
  };
  document.addEventListener("click", keep, true);
  // At the window, after the listeners of the document: htmx wires its buttons there.
  addEventListener("DOMContentLoaded", () => {
    document.removeEventListener("click", keep, true);
    pressed?.removeAttribute("aria-busy");
    pressed?.click();
  });
})();
