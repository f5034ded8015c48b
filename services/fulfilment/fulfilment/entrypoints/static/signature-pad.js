// A field for a signature by finger, pen or mouse; what is drawn goes into a hidden input as a PNG.

class SignaturePad extends HTMLElement {
  connectedCallback() {
    // Taken out and put in again, as htmx does with what it preserves, it is still the same field.
    if (this.canvas) return;
    this.canvas = this.querySelector("canvas");
    this.field = this.querySelector("input[type=hidden]");
    this.pen = this.canvas.getContext("2d");
    this.pen.lineWidth = 3;
    this.pen.lineCap = this.pen.lineJoin = "round";
    this.#wipe();
    this.#restore();
    this.canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.#follow(event));
    for (const end of ["pointerup", "pointercancel"]) this.canvas.addEventListener(end, () => this.#lift());
    this.querySelector("[data-wipe]").addEventListener("click", () => {
      this.#wipe();
      this.field.value = "";
    });
    // A panel that is drawn anew under the finger would tear the stroke; the next poll brings it again.
    document.addEventListener("htmx:beforeSwap", (event) => {
      if (this.drawing && event.detail.target.contains(this)) event.detail.shouldSwap = false;
    });
  }

  /** Lets browsers that can move an element leave it connected meanwhile. */
  connectedMoveCallback() {}

  #wipe() {
    this.pen.fillStyle = "white";
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
  }

  /** Shows again what was drawn before the server found something missing. */
  #restore() {
    if (!this.field.value) return;
    const before = new Image();
    before.addEventListener("load", () => this.pen.drawImage(before, 0, 0));
    before.src = this.field.value;
  }

  #place({ clientX, clientY }) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return [((clientX - left) * this.canvas.width) / width, ((clientY - top) * this.canvas.height) / height];
  }

  #begin(event) {
    if (!event.isPrimary || event.button !== 0) return;
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    this.drawing = true;
    this.pen.beginPath();
    this.pen.moveTo(...this.#place(event));
  }

  #follow(event) {
    if (!this.drawing || !event.isPrimary) return;
    const places = event.getCoalescedEvents?.() ?? [];
    for (const one of places.length ? places : [event]) this.pen.lineTo(...this.#place(one));
    this.pen.stroke();
  }

  #lift() {
    if (!this.drawing) return;
    this.drawing = false;
    this.field.value = this.canvas.toDataURL("image/png");
  }
}

if (!customElements.get("signature-pad")) customElements.define("signature-pad", SignaturePad);
