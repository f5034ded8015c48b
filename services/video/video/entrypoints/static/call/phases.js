// One page, several phases: planned, waiting, in_call, left, replaced. One is shown at a time.

export class Phases {
  #root;

  constructor(root) {
    this.#root = root;
  }

  get current() {
    return this.#root.dataset.state;
  }

  show(name) {
    const before = this.current;
    this.#root.dataset.state = name;
    for (const part of this.#root.querySelectorAll("[data-phase]")) part.hidden = part.dataset.phase !== name;
    if (before === name) return;
    const heading = this.#root.querySelector(`[data-phase="${name}"] [tabindex="-1"]`);
    heading?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
}
