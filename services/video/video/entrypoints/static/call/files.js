// Files both ways, as lines of the chat; they go from browser to browser and are gone when the page is.

import { objection } from "./freight.js";

export class Files {
  #chat;
  #conference;
  #texts;
  #problem;

  constructor({ root, chat, conference, texts }) {
    this.#chat = chat;
    this.#conference = conference;
    this.#texts = texts;
    this.#problem = root.querySelector("[data-file-problem]");
    const field = root.querySelector("[data-file]");
    root.querySelector("[data-file-choose]").addEventListener("click", () => field.click());
    field.addEventListener("change", () => this.#send(field));
    conference.addEventListener("arrived", ({ detail }) => {
      if (detail.use === "file") chat.addFile({ from: detail.id, name: detail.name, blob: detail.blob });
    });
    conference.addEventListener("spoiled", ({ detail }) => detail.use === "file" && this.#say(texts.file_spoiled));
  }

  async #send(field) {
    const [file] = field.files;
    if (!file) return;
    const wrong = await objection(file);
    if (!wrong) {
      this.#say(this.#texts.file_sending);
      const reached = await this.#conference.send("file", file.name, file);
      this.#say(reached ? "" : this.#texts.file_nobody);
      if (reached) this.#chat.addFile({ from: null, name: file.name, blob: file });
    } else {
      this.#say(this.#texts[wrong]);
    }
    field.value = "";
  }

  #say(text) {
    this.#problem.textContent = text;
    this.#problem.hidden = !text;
  }
}
