// What the clerk shows: the screen in place of the camera, or a page that opens on the citizen's screen.

import { objection } from "./freight.js";

/** The clerk's buttons. */
export class Showing {
  #conference;
  #texts;
  #screen = null;
  #button;
  #says;

  constructor({ stage, conference, texts }) {
    this.#conference = conference;
    this.#texts = texts;
    this.#button = stage.querySelector("[data-share-screen]");
    this.#says = stage.querySelector("[data-showing-says]");
    const field = stage.querySelector("[data-exhibit]");
    this.#button.hidden = !navigator.mediaDevices?.getDisplayMedia;
    this.#button.addEventListener("click", () => (this.#screen ? this.#stop() : this.#begin()));
    stage.querySelector("[data-show-document]").addEventListener("click", () => field.click());
    stage.querySelector("[data-hide-document]").addEventListener("click", () => this.#hide(stage));
    field.addEventListener("change", () => this.#show(stage, field));
    conference.addEventListener("open", ({ detail }) => {
      if (this.#screen) conference.say(detail.kind, { type: "presenting", on: true });
    });
  }

  async #begin() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 15 } } }).catch(() => null);
    if (!stream) return;
    [this.#screen] = stream.getVideoTracks();
    this.#screen.contentHint = "detail";
    this.#screen.addEventListener("ended", () => this.#stop());
    await this.#tell(true);
  }

  async #stop() {
    this.#screen?.stop();
    this.#screen = null;
    await this.#tell(false);
  }

  async #tell(on) {
    this.#button.setAttribute("aria-pressed", String(on));
    this.#says.textContent = on ? this.#texts.presenting : "";
    await this.#conference.present(this.#screen);
    this.#conference.sayAll({ type: "presenting", on });
  }

  async #show(stage, field) {
    const [file] = field.files;
    field.value = "";
    if (!file) return;
    const wrong = await objection(file);
    if (wrong) {
      this.#says.textContent = this.#texts[wrong];
      return;
    }
    const reached = await this.#conference.send("exhibit", file.name, file);
    this.#says.textContent = reached ? this.#texts.exhibit_shown.replace("{name}", file.name) : this.#texts.file_nobody;
    stage.querySelector("[data-hide-document]").hidden = !reached;
  }

  #hide(stage) {
    this.#conference.sayAll({ type: "exhibit-away" });
    this.#says.textContent = "";
    stage.querySelector("[data-hide-document]").hidden = true;
  }
}

/** The place on everybody else's screen. */
export class Exhibit {
  constructor({ stage, conference }) {
    const place = stage.querySelector("[data-exhibit-place]");
    const picture = place.querySelector("img");
    const link = place.querySelector("a");
    conference.addEventListener("arrived", ({ detail: { use, kind, name, blob } }) => {
      if (use !== "exhibit" || kind !== "clerk") return;
      URL.revokeObjectURL(link.href);
      link.href = URL.createObjectURL(blob);
      link.textContent = name;
      picture.hidden = !blob.type.startsWith("image/");
      if (!picture.hidden) picture.src = link.href;
      place.hidden = false;
    });
    conference.addEventListener("word", ({ detail: { kind, word } }) => {
      if (kind !== "clerk") return;
      if (word.type === "exhibit-away") place.hidden = true;
      if (word.type === "presenting") stage.toggleAttribute("data-presented", word.on === true);
    });
  }
}
