// The clerk's screen in place of the camera.

export class Screen {
  #conference;
  #texts;
  #track = null;
  #button;
  #says;

  constructor({ stage, conference, texts }) {
    this.#conference = conference;
    this.#texts = texts;
    this.#button = stage.querySelector("[data-share-screen]");
    this.#says = stage.querySelector("[data-screen-says]");
    this.#button.hidden = !navigator.mediaDevices?.getDisplayMedia;
    this.#button.addEventListener("click", () => (this.#track ? this.#stop() : this.#begin()));
    conference.addEventListener("open", ({ detail }) => {
      conference.say(detail.kind, { type: "presenting", on: this.#track !== null });
    });
  }

  async #begin() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } } }).catch(() => null);
    if (!stream) return;
    [this.#track] = stream.getVideoTracks();
    this.#track.contentHint = "detail";
    this.#track.addEventListener("ended", () => this.#stop());
    await this.#tell(true);
  }

  async #stop() {
    this.#track?.stop();
    this.#track = null;
    await this.#tell(false);
  }

  async #tell(on) {
    this.#button.setAttribute("aria-pressed", String(on));
    this.#says.textContent = on ? this.#texts.presenting : "";
    await this.#conference.present(this.#track);
    this.#conference.sayAll({ type: "presenting", on });
  }
}
