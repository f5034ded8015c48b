// What is tried when a connection breaks, and when: a new way (4 s), a new connection (10 s), the telephone (20 s).

const STEPS = [
  [4000, "restart"],
  [10000, "renew"],
  [20000, "telephone"],
  [30000, "renew"],
];

export class Ladder extends EventTarget {
  #timers = [];

  get climbing() {
    return this.#timers.length > 0;
  }

  /** Begins with the first step; does nothing while it is already climbing. */
  begin() {
    if (this.climbing) return;
    this.#timers = STEPS.map(([after, step]) => setTimeout(() => this.dispatchEvent(new Event(step)), after));
  }

  /** The connection is back. */
  end() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
  }
}
