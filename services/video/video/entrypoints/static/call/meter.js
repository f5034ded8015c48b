// How the call is, once a minute and in numbers alone: no address of anybody leaves this page.

const MINUTE = 60_000;

export class Meter {
  #line;
  #conference;
  #begun = performance.now();
  #before = null;
  #connected = false;

  constructor({ line, conference }) {
    this.#line = line;
    this.#conference = conference;
    conference.addEventListener("remote", () => this.#first());
    conference.addEventListener("joined", () => { this.#begun = performance.now(); });
    conference.addEventListener("step", ({ detail }) => this.#happened(detail));
    setInterval(() => this.#measure(), MINUTE);
  }

  #first() {
    if (this.#connected) return;
    this.#connected = true;
    this.#happened("connected", (performance.now() - this.#begun) / 1000);
  }

  #happened(what, seconds = 0) {
    this.#line.say({ type: "happened", body: { what, seconds } });
  }

  async #measure() {
    const now = { ...(await this.#conference.stats()), at: performance.now() };
    const before = this.#before;
    this.#before = now;
    if (!before || now.framesDecoded < before.framesDecoded || now.packetsReceived === before.packetsReceived) return;
    const received = now.packetsReceived - before.packetsReceived;
    const lost = Math.max(0, now.packetsLost - before.packetsLost);
    const body = {
      round_trip: now.roundTrip,
      loss: lost / Math.max(1, lost + received),
      frames_per_second: (1000 * (now.framesDecoded - before.framesDecoded)) / (now.at - before.at),
      width: now.width,
      relayed: now.relayed,
      freezes: Math.max(0, now.freezeCount - before.freezeCount),
    };
    this.#line.say({ type: "quality", body });
  }
}
