// Keyboard shortcuts: whatever names one by aria-keyshortcuts is pressed by it. All need Alt and Shift, so that
// nothing happens by a single letter (WCAG 2.1.4) and nobody's screen reader loses its keys.

document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
  const key = event.code.replace(/^Key/, "");
  const target = [...document.querySelectorAll(`[aria-keyshortcuts="Alt+Shift+${key}"]`)].find((one) => one.offsetParent);
  if (!target) return;
  event.preventDefault();
  if (target.matches("button, a")) target.click();
  else target.focus();
});
