// The way on beside each problem of the device test: what to press in this browser, or which other device to take.

import { browserOf, insideAnotherApp } from "./browser.js";

/** Prepares the help in `root`; `show(reason)` then shows the part for a problem, or none. */
export class DeviceHelp {
  #root;

  constructor(root) {
    this.#root = root;
    const browser = browserOf(navigator);
    for (const part of root.querySelectorAll("[data-browser]")) part.hidden = part.dataset.browser !== browser;
    for (const part of root.querySelectorAll("[data-in-app]")) part.hidden = !insideAnotherApp(navigator);
  }

  show(reason) {
    for (const part of this.#root.querySelectorAll("[data-help]")) {
      part.hidden = !reason || !part.dataset.help.split(" ").includes(reason);
    }
  }
}
