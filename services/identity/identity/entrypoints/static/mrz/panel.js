// "Zone lesen" in the clerk's panel: reads the citizen's picture in this browser and fills in what was to be typed.
//
// The clerk sees and corrects the lines before anything is sent, and the service judges them as it judges typed ones.

import { look } from "./lens.js";

const LONGEST = 20_000; // ms; then the clerk knows that it is quicker to type
const STILL_FRESH = 30_000;

let still = null;
document.addEventListener("still", ({ detail }) => {
  still = { blob: detail.blob, at: performance.now() };
});

/** What to look at next: a still of the citizen's camera first, then the running picture. */
function picture() {
  if (still && performance.now() - still.at < STILL_FRESH) {
    const { blob } = still;
    still = null;
    return blob;
  }
  return [...document.querySelectorAll("[data-remote] video")].find((video) => video.videoWidth > 0) ?? null;
}

const nextFrame = (source) =>
  new Promise((go) => {
    if (source.requestVideoFrameCallback) source.requestVideoFrameCallback(go);
    else requestAnimationFrame(go);
  });

/** Looks until a zone is read, the time is over, or the panel has gone. */
async function readZone(box, until) {
  const assets = JSON.parse(box.dataset.assets);
  let seen = false;
  while (box.isConnected && performance.now() < until) {
    const source = picture();
    if (!source) return { said: seen ? "unread" : "dark" };
    seen = true;
    const { reading, failed } = await look(source, assets);
    if (failed) return { said: "failed" };
    if (reading) return { said: "read", reading };
    if (source instanceof HTMLVideoElement) await Promise.race([nextFrame(source), new Promise((go) => setTimeout(go, 500))]);
  }
  return { said: "unread" };
}

function say(box, which) {
  box.querySelector("[data-zone-says]").textContent = which ? box.dataset[which] : "";
}

function fill(box, { lines }) {
  const typed = box.closest("form").querySelector("textarea");
  typed.value = lines.join("\n");
  typed.dispatchEvent(new Event("input", { bubbles: true }));
  typed.focus();
}

document.addEventListener("click", async ({ target }) => {
  const button = target.closest("[data-read-zone]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const box = button.closest("[data-zone-reader]");
  button.setAttribute("aria-disabled", "true");
  say(box, "reading");
  const { said, reading } = await readZone(box, performance.now() + LONGEST);
  if (reading) fill(box, reading);
  say(box, said);
  button.setAttribute("aria-disabled", "false");
});

// Who corrects the lines has looked at them; what was said about their reading no longer holds.
document.addEventListener("input", ({ target, isTrusted }) => {
  const box = isTrusted && target.closest("form")?.querySelector("[data-zone-reader]");
  if (box) say(box, "");
});
