// The practice request: says what is missing where it is missing, and thanks; nothing of it leaves the page.

export class PracticeForm {
  #form;

  constructor(root, thanks, done) {
    this.#form = root.querySelector("[data-practice-form]");
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const missing = [...this.#form.elements].filter((field) => field.name && !this.#isFilled(field));
      if (missing.length) return missing[0].focus();
      this.#form.hidden = true;
      root.querySelector("[data-practice-form-done]").textContent = thanks;
      done();
    });
  }

  #isFilled(field) {
    const filled = field.value.trim() !== "";
    field.setAttribute("aria-invalid", String(!filled));
    field.closest(".kern-form-input").classList.toggle("kern-form-input--error", !filled);
    document.getElementById(field.getAttribute("aria-describedby")).hidden = filled;
    return filled;
  }
}
