// Who answers in the practice chat: a few sentences of this page. To chat and files it is line and conference in one.

const ID = "practice";

export class Partner extends EventTarget {
  me = "me";
  #texts;
  #greeted = false;

  constructor(texts) {
    super();
    this.#texts = texts;
  }

  name() {
    return this.#texts.practice_partner;
  }

  greet() {
    if (!this.#greeted) this.#write(ID, this.#texts.practice_greeting);
    this.#greeted = true;
  }

  /** Takes what the person writes, and answers. */
  say({ body }) {
    this.#write(this.me, body);
    this.#answer(this.#texts.practice_answer);
    return true;
  }

  /** Takes a file, which stays where it is. */
  async send() {
    this.#answer(this.#texts.practice_file);
    return true;
  }

  #answer(text) {
    // After the line that it answers, also where that line is a file which the caller adds itself.
    setTimeout(() => this.#write(ID, text));
    this.dispatchEvent(new Event("answered"));
  }

  #write(from, body) {
    this.dispatchEvent(new CustomEvent("chat", { detail: { from, body, at: new Date().toISOString() } }));
  }
}
