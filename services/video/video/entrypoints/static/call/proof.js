// The digits of the connection on the screen: who reads them to each other knows that nobody stands in between.

export class Proof {
  #place;
  #texts;
  #conference;

  /** Shows the number of the connection between citizen and clerk; others of the call have numbers of their own. */
  constructor({ root, texts, conference }) {
    this.#place = root.querySelector("[data-proof]");
    if (!this.#place) return;
    this.#texts = texts;
    const between = ["citizen", "clerk"];
    conference.addEventListener("joined", ({ detail }) => between.includes(detail.kind) && this.#show("", "new"));
    conference.addEventListener("code", ({ detail }) => {
      if (!between.includes(detail.kind)) return;
      if (detail.code === null) this.#show(texts.proof_broken, "broken");
      else this.#show(detail.code, "new");
    });
    // Once both have compared it, the number leaves its room to the picture.
    conference.addEventListener("word", ({ detail: { kind, word } }) => {
      if (kind === "clerk" && word.type === "proof-compared") this.#place.hidden = true;
    });
    this.#conference = conference;
    for (const button of this.#place.querySelectorAll("[data-proof-result]")) {
      button.addEventListener("click", () => this.#judge(button));
    }
  }

  get #digits() {
    return this.#place.querySelector("[data-proof-digits]");
  }

  #show(code, state) {
    this.#digits.textContent = code;
    this.#tell(state);
  }

  /** The desk records what both have heard; identity's panel listens for the event. */
  async #judge(button) {
    const state = button.dataset.proofResult;
    const body = new URLSearchParams({ result: state, csrf_token: this.#place.dataset.csrf });
    const answer = await fetch(this.#place.dataset.address, { method: "POST", body }).catch(() => null);
    this.#tell(answer?.ok ? state : "unsaved");
    if (answer?.ok && state === "confirmed") this.#conference.say("citizen", { type: "proof-compared" });
  }

  #tell(state) {
    const code = this.#digits.textContent;
    this.#place.hidden = !code;
    this.#place.dataset.proof = state;
    this.#place.querySelector("[data-proof-says]").textContent = this.#texts[`proof_${state}`] ?? "";
    for (const button of this.#place.querySelectorAll("[data-proof-result]")) button.hidden = !["new", "unsaved"].includes(state);
    document.dispatchEvent(new CustomEvent("sas", { detail: { state, code } }));
  }
}
