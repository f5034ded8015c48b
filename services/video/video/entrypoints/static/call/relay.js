// Access to the relay: short-lived, fetched when a connection is made or repaired.

const MARGIN = 60;

export class Relay {
  #address;
  #csrf;
  #configuration = null;
  #goodUntil = 0;

  constructor(address, csrf) {
    this.#address = address;
    this.#csrf = csrf;
  }

  /** Returns what `new RTCPeerConnection` takes; the server refuses it before admission. */
  async configuration() {
    if (Date.now() > this.#goodUntil) {
      const headers = { Accept: "application/json", "X-CSRFToken": this.#csrf };
      const answer = await fetch(this.#address, { method: "POST", headers });
      if (!answer.ok) throw new Error(`relay access: ${answer.status}`);
      const { seconds, ...configuration } = await answer.json();
      this.#configuration = configuration;
      this.#goodUntil = Date.now() + (seconds - MARGIN) * 1000;
    }
    return this.#configuration;
  }
}
