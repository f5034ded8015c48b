// The clerk shows a picture, or a document page by page, and sees what the others see.

import { objection } from "./freight.js";
import { Pages } from "./pages.js";

export class Showing {
  #conference;
  #texts;
  #place;
  #says;
  #file = null;
  #pages = null;
  #number = 1;
  #page = null;

  constructor({ stage, conference, texts }) {
    this.#conference = conference;
    this.#texts = texts;
    this.#place = stage.querySelector("[data-shown]");
    this.#says = stage.querySelector("[data-showing-says]");
    const field = stage.querySelector("[data-exhibit]");
    stage.querySelector("[data-show-document]").addEventListener("click", () => field.click());
    field.addEventListener("change", () => this.#show(field));
    this.#find("[data-hide-document]").addEventListener("click", () => this.#hide());
    for (const [selector, step] of [["[data-page-back]", -1], ["[data-page-on]", 1]]) {
      this.#find(selector).addEventListener("click", () => this.#turn(this.#number + step));
    }
    // Who comes later, or back, sees what is shown, and nothing that a page before this one has shown.
    conference.addEventListener("open", ({ detail: { id, kind } }) => {
      if (this.#file) return this.#send((...what) => conference.sendTo(id, ...what));
      return conference.say(kind, { type: "exhibit-away" });
    });
  }

  #find(selector) {
    return this.#place.querySelector(selector);
  }

  async #show(field) {
    const [file] = field.files;
    field.value = "";
    if (!file) return;
    const wrong = await objection(file);
    if (wrong) return this.#say(this.#texts[wrong]);
    this.#forget();
    this.#file = file;
    if (!(await this.#send((...what) => this.#conference.send(...what)))) {
      this.#forget();
      return this.#say(this.#texts.file_nobody);
    }
    this.#say(this.#texts.exhibit_shown.replace("{name}", file.name));
    this.#place.hidden = false;
    const isPicture = file.type.startsWith("image/");
    this.#draw(isPicture ? file : null);
    this.#tell();
    if (!isPicture) await this.#open(file);
  }

  async #open(file) {
    try {
      this.#pages = await Pages.of(file);
      await this.#turn(1);
    } catch {
      // Its link has arrived all the same.
      this.#say(this.#texts.exhibit_no_pages.replace("{name}", file.name));
    }
  }

  async #turn(number) {
    if (!this.#pages || number < 1 || number > this.#pages.count) return;
    this.#number = number;
    this.#tell();
    const pages = this.#pages;
    const page = await pages.draw(number);
    // Meanwhile somebody has turned on, or shows something else.
    if (pages !== this.#pages || number !== this.#number) return;
    this.#page = page;
    this.#draw(page);
    await this.#conference.send("page", this.#caption, page);
  }

  get #caption() {
    return this.#texts.exhibit_page.replace("{number}", this.#number).replace("{count}", this.#pages.count);
  }

  /** Sends what is shown now by a way of the conference. */
  async #send(way) {
    if (!this.#file) return false;
    const reached = await way("exhibit", this.#file.name, this.#file);
    if (this.#page) await way("page", this.#caption, this.#page);
    return reached;
  }

  #tell() {
    const many = this.#pages !== null && this.#pages.count > 1;
    for (const selector of ["[data-page-back]", "[data-page-on]"]) this.#find(selector).hidden = !many;
    this.#find("[data-page-back]").disabled = this.#number === 1;
    this.#find("[data-page-on]").disabled = this.#number === this.#pages?.count;
    this.#find("[data-page-number]").textContent = this.#pages ? this.#caption : "";
  }

  #draw(blob) {
    const picture = this.#find("img");
    URL.revokeObjectURL(picture.src);
    picture.hidden = !blob;
    if (blob) picture.src = URL.createObjectURL(blob);
  }

  #hide() {
    this.#conference.sayAll({ type: "exhibit-away" });
    this.#forget();
    this.#say("");
  }

  #forget() {
    this.#pages?.close();
    this.#pages = this.#page = this.#file = null;
    this.#number = 1;
    this.#place.hidden = true;
    this.#draw(null);
  }

  #say(text) {
    this.#says.textContent = text;
  }
}
