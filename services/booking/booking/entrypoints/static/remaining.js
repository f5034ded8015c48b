// Counts down how long a time is reserved. The server decides; this only shows, and says so once aloud before the end.

const WARN_AT = 120;

for (const place of document.querySelectorAll("[data-remaining]")) {
  const { text, textOne, textOver, warn } = place.dataset;
  const shown = place.querySelector("[data-shown]");
  const announced = place.querySelector("[data-announced]");
  const end = performance.now() + Number(place.dataset.remaining) * 1000;
  let warned = Number(place.dataset.remaining) <= WARN_AT;

  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left <= 0) {
      shown.textContent = textOver;
      announced.textContent = textOver;
      place.classList.add("held__left--over");
      return;
    }
    shown.textContent = left < 60 ? textOne : text.replace("{minutes}", String(Math.ceil(left / 60)));
    place.classList.toggle("held__left--soon", left <= WARN_AT);
    if (left <= WARN_AT && !warned) {
      announced.textContent = warn;
      warned = true;
    }
    setTimeout(tick, 1000);
  };
  tick();
}
