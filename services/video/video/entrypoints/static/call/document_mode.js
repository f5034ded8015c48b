// Looking at an identity card: the citizen's camera gives all it can, a frame says where to hold the card, and the
// clerk gets stills as the camera saw them, untouched by any codec, straight from the citizen's browser.

/** The citizen's side: does what the clerk asks for, and shows that it does. */
export class Shown {
  #stage;
  #devices;
  #conference;
  #texts;

  constructor({ stage, devices, conference, texts }) {
    this.#stage = stage;
    this.#devices = devices;
    this.#conference = conference;
    this.#texts = texts;
    conference.addEventListener("word", ({ detail }) => this.#obey(detail));
    conference.addEventListener("left", ({ detail }) => detail.kind === "clerk" && this.#show(false));
    stage.querySelector("[data-turn-camera]")?.addEventListener("click", () => devices.turn().catch(() => {}));
  }

  async #obey({ id, kind, word }) {
    if (kind !== "clerk") return;
    if (word.type === "document") await this.#show(word.on === true);
    if (word.type === "still-please") await this.#still(id);
  }

  async #show(on) {
    if (!on && !this.#stage.hasAttribute("data-document")) return;
    this.#stage.toggleAttribute("data-document", on);
    this.#say(on ? this.#texts.document_on : "");
    const cameras = on ? await this.#devices.list("videoinput").catch(() => []) : [];
    const turn = this.#stage.querySelector("[data-turn-camera]");
    if (turn) turn.hidden = cameras.length < 2;
    await this.#devices.detail(on);
    await this.#conference.detail(on);
  }

  async #still(id) {
    const blob = await this.#devices.still();
    if (!blob) return;
    await this.#conference.sendTo(id, "still", "Standbild", blob);
    this.#say(this.#texts.still_sent);
  }

  #say(text) {
    this.#stage.querySelector("[data-document-says]").textContent = text;
  }
}

/** The clerk's side: asks, checks the hash, shows the still, and lends it to identity's panel. */
export class Looked {
  constructor({ desk, stage, conference, texts }) {
    const mode = stage.querySelector("[data-document-mode]");
    const ask = stage.querySelector("[data-still]");
    const place = desk.querySelector("[data-stills]");
    const tell = (text) => { place.querySelector("[data-stills-say]").textContent = text; };
    mode.addEventListener("click", () => {
      const on = mode.getAttribute("aria-pressed") !== "true";
      mode.setAttribute("aria-pressed", String(on));
      stage.toggleAttribute("data-looking", on);
      ask.hidden = !on;
      conference.say("citizen", { type: "document", on });
    });
    ask.addEventListener("click", () => {
      place.hidden = false;
      tell(conference.say("citizen", { type: "still-please" }) ? texts.still_asked : texts.failed);
    });
    // Whoever of the two comes back, or is new: the citizen's page does as this page stands.
    conference.addEventListener("open", ({ detail }) => {
      if (detail.kind === "citizen") conference.say("citizen", { type: "document", on: mode.getAttribute("aria-pressed") === "true" });
    });
    conference.addEventListener("arrived", async ({ detail: { use, kind, blob, sha256 } }) => {
      if (use !== "still" || kind !== "citizen") return;
      const picture = place.querySelector("[data-still-picture]");
      URL.revokeObjectURL(picture.src);
      picture.src = URL.createObjectURL(blob);
      picture.hidden = false;
      place.hidden = false;
      place.dataset.sha256 = sha256;
      tell(texts.still_here);
      document.dispatchEvent(new CustomEvent("still", { detail: { blob, sha256, at: new Date() } }));
    });
    conference.addEventListener("spoiled", ({ detail }) => detail.use === "still" && tell(texts.file_spoiled));
  }
}
