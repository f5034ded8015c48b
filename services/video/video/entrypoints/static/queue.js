// Tells the clerk that somebody has arrived: in the title of the window, and by a soft tone if it is wanted.

import { playTone } from "./call/sound.js";

const title = document.title;
const sound = document.querySelector("[data-arrival-sound]");
const waiting = () => new Set([...document.querySelectorAll("[data-waiting]")].map((one) => one.dataset.waiting));
let known = waiting();

function look() {
  const now = waiting();
  document.title = now.size ? `(${now.size}) ${title}` : title;
  if ([...now].some((one) => !known.has(one)) && sound.checked) playTone();
  known = now;
}

document.addEventListener("htmx:afterSettle", look);
look();
