// What the clerk shows, on everybody else's screen: a picture or the pages of a document, and the file to keep.

export class Exhibit {
  #place;
  #picture;

  constructor({ stage, conference }) {
    this.#place = stage.querySelector("[data-exhibit-place]");
    this.#picture = this.#place.querySelector("img");
    conference.addEventListener("arrived", ({ detail }) => detail.kind === "clerk" && this.#show(detail));
    conference.addEventListener("word", ({ detail: { kind, word } }) => {
      if (kind !== "clerk") return;
      if (word.type === "exhibit-away") this.#place.hidden = true;
      if (word.type === "presenting") stage.toggleAttribute("data-presented", word.on === true);
    });
    conference.addEventListener("left", ({ detail }) => {
      if (detail.kind !== "clerk") return;
      this.#place.hidden = true;
      stage.toggleAttribute("data-presented", false);
    });
  }

  #show({ use, name, blob }) {
    if (use === "exhibit") {
      const link = this.#place.querySelector("a");
      URL.revokeObjectURL(link.href);
      Object.assign(link, { href: URL.createObjectURL(blob), textContent: name });
      this.#say("");
      this.#draw(blob.type.startsWith("image/") ? blob : null);
      this.#place.hidden = false;
    } else if (use === "page") {
      this.#say(name.replace(/\.png$/, ""));
      this.#draw(blob);
    }
  }

  #draw(blob) {
    URL.revokeObjectURL(this.#picture.src);
    this.#picture.hidden = !blob;
    if (blob) this.#picture.src = URL.createObjectURL(blob);
  }

  #say(text) {
    this.#place.querySelector("[data-exhibit-page]").textContent = text;
  }
}
