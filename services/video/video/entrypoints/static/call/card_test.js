// Before the call: the citizen holds the card into a frame and learns whether it can be read. Judged here, sent nowhere.

import { HEIGHT, WIDTH, judge, measure } from "./readability.js";

const PAUSE = 700;
// The frame takes this share of the picture's width, as call.css draws it.
const SHARE = 0.86;

export class CardTest {
  #place;
  #devices;
  #texts;
  #timer = null;

  constructor({ root, devices, texts }) {
    this.#place = root.querySelector("[data-card-test]");
    if (!this.#place) return;
    this.#devices = devices;
    this.#texts = texts;
    this.#place.querySelector("[data-card-begin]").addEventListener("click", () => this.#begin());
    this.#place.querySelector("[data-card-end]").addEventListener("click", () => this.end());
    this.#place.querySelector("[data-card-turn]").addEventListener("click", () => devices.turn().catch(() => {}));
    devices.addEventListener("change", () => this.#follow());
    this.#follow();
  }

  /** Stops looking; the camera stays on for the call. */
  end() {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
    this.#devices.detail(false);
    this.#show(false);
  }

  get #video() {
    return this.#place.querySelector("video");
  }

  #follow() {
    this.#place.hidden = !this.#devices.enabled("videoinput");
    if (this.#timer !== null && this.#video.srcObject !== this.#devices.stream) this.#video.srcObject = this.#devices.stream;
  }

  async #begin() {
    this.#show(true);
    this.#video.srcObject = this.#devices.stream;
    this.#timer ??= setInterval(() => this.#look(), PAUSE);
    const cameras = await this.#devices.list("videoinput").catch(() => []);
    this.#place.querySelector("[data-card-turn]").hidden = cameras.length < 2;
    await this.#devices.detail(true);
    await this.#video.play().catch(() => {});
  }

  #show(on) {
    this.#place.querySelector("[data-card-looking]").hidden = !on;
    this.#place.querySelector("[data-card-begin]").hidden = on;
    if (!on) this.#video.srcObject = null;
  }

  #look() {
    const { videoWidth, videoHeight } = this.#video;
    if (!videoWidth) return;
    const width = Math.min(videoWidth * SHARE, (videoHeight * WIDTH) / HEIGHT);
    const height = (width * HEIGHT) / WIDTH;
    const canvas = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.drawImage(this.#video, (videoWidth - width) / 2, (videoHeight - height) / 2, width, height, 0, 0, WIDTH, HEIGHT);
    const found = judge(measure(brush.getImageData(0, 0, WIDTH, HEIGHT).data, WIDTH, HEIGHT));
    const says = this.#place.querySelector("[data-card-says]");
    says.dataset.found = found;
    // A sentence that stays is not read out again and again.
    if (says.textContent !== this.#texts[found]) says.textContent = this.#texts[found];
  }
}
