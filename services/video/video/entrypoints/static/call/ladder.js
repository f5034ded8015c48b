// What is tried when a connection breaks, and when: a new way (4 s), a new connection (10 s), the telephone (20 s),
// and a new connection again and again until somebody gives up.

const STEPS = [
  [4000, "restart"],
  [10000, "renew"],
  [20000, "telephone"],
  [30000, "renew"],
];
const AGAIN = 15000;

export class Ladder extends EventTarget {
  #timers = [];
  /** Whether the telephone has been offered: what follows is hope. */
  late = false;

  get climbing() {
    return this.#timers.length > 0;
  }

  /** Begins with the first step; does nothing while it is already climbing. */
  begin() {
    if (this.climbing) return;
    this.#timers = STEPS.map(([after, step]) => setTimeout(() => this.#take(step), after));
    const [last] = STEPS.at(-1);
    this.#timers.push(setTimeout(() => this.#timers.push(setInterval(() => this.#take("again"), AGAIN)), last));
  }

  /** The connection is back. */
  end() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
    this.late = false;
  }

  #take(step) {
    this.late ||= step === "telephone";
    this.dispatchEvent(new Event(step));
  }
}
