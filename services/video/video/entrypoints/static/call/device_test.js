// The device test: live picture, level, choice of devices, and what went wrong in plain words.

import { DeviceHelp } from "./device_help.js";
import { showLevel, playTone } from "./sound.js";

export class DeviceTest {
  #root;
  #texts;
  #devices;
  #help;
  #stopLevel = () => {};

  constructor({ root, texts, devices }) {
    this.#root = root;
    this.#texts = texts;
    this.#devices = devices;
    this.#help = new DeviceHelp(root);
    for (const button of root.querySelectorAll("[data-start-devices]")) {
      button.addEventListener("click", () => this.start());
    }
    root.querySelector("[data-tone]")?.addEventListener("click", playTone);
    for (const choice of root.querySelectorAll("[data-choose]")) {
      choice.addEventListener("change", () => this.#try(() => devices.choose(choice.dataset.choose, choice.value)));
    }
    devices.addEventListener("change", () => this.#show());
  }

  start() {
    return this.#try(() => this.#devices.start());
  }

  async #try(action) {
    try {
      const warning = await action();
      this.explain(warning ?? null);
      this.#tell(warning ? "" : this.#texts.ready);
      await this.#fillChoices();
      return true;
    } catch (error) {
      this.explain(error.reason ?? "unknown");
      return false;
    }
  }

  /** Says what is wrong, by the key of its text, or that nothing is (null). */
  explain(reason) {
    this.#help.show(reason);
    for (const place of this.#root.querySelectorAll("[data-device-problem]")) {
      place.querySelector("[data-device-problem-text]").textContent = reason ? this.#texts[reason] : "";
      place.hidden = !reason;
    }
    this.#offer();
    if (reason) this.#tell(this.#devices.on ? "" : this.#texts[reason]);
  }

  /** Shows the buttons that switch on what is missing. */
  #offer() {
    for (const place of this.#root.querySelectorAll("[data-turn-on]")) place.hidden = this.#devices.complete;
  }

  #tell(text) {
    for (const place of this.#root.querySelectorAll("[data-device-line]")) place.textContent = text;
  }

  #show() {
    this.#offer();
    const { stream } = this.#devices;
    for (const video of this.#root.querySelectorAll("video[data-own]")) {
      if (video.srcObject !== stream) video.srcObject = stream;
      video.play().catch(() => {});
    }
    const meter = this.#root.querySelector("[data-level]");
    this.#stopLevel();
    if (meter) this.#stopLevel = showLevel(stream, meter);
  }

  async #fillChoices() {
    const place = this.#root.querySelector("[data-device-choices]");
    if (!place) return;
    for (const choice of place.querySelectorAll("[data-choose]")) {
      const found = await this.#devices.list(choice.dataset.choose);
      choice.replaceChildren(...found.map(({ id, label, current }) => new Option(label, id, current, current)));
    }
    place.hidden = false;
  }
}
