// What two browsers tell each other directly, past every server: words, and freight in pieces.
//
// Both sides open the same two channels themselves (negotiated, W3C WebRTC 6.1), so that neither waits for the other.
// Words are small JSON messages; freight has a channel of its own, so that a large file holds up no word.

export class Channel extends EventTarget {
  #words;
  #freight;

  constructor(connection) {
    super();
    this.#words = connection.createDataChannel("words", { negotiated: true, id: 0 });
    this.#freight = connection.createDataChannel("freight", { negotiated: true, id: 1 });
    this.#freight.binaryType = "arraybuffer";
    this.#words.addEventListener("open", () => this.dispatchEvent(new Event("open")));
    this.#words.addEventListener("message", ({ data }) => this.#hear(data));
  }

  /** The raw channel for files; `freight.js` speaks on it. */
  get freight() {
    return this.#freight;
  }

  get isOpen() {
    return this.#words.readyState === "open";
  }

  say(word) {
    if (!this.isOpen) return false;
    this.#words.send(JSON.stringify(word));
    return true;
  }

  #hear(data) {
    let word;
    try {
      word = JSON.parse(data);
    } catch {
      return;
    }
    if (typeof word?.type === "string") this.dispatchEvent(new CustomEvent("word", { detail: word }));
  }
}
