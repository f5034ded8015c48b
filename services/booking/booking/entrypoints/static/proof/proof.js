// Has a worker solve the form's task while people still choose; whoever is quicker waits a moment and need not press again.

for (const place of document.querySelectorAll("[data-task]")) {
  const form = place.closest("form");
  const field = place.querySelector("input");
  const told = place.querySelector("[role=status]");
  const worker = new Worker(place.dataset.worker, { type: "module" });
  let pressed = null;
  let failed = false;

  const fail = () => {
    failed = true;
    if (pressed) told.textContent = place.dataset.failed;
  };
  field.value = "";
  worker.addEventListener("error", fail);
  worker.addEventListener("message", ({ data }) => {
    worker.terminate();
    if (data.failed) return fail();
    field.value = data.proof;
    told.textContent = "";
    if (pressed) form.requestSubmit(pressed);
  });
  worker.postMessage(JSON.parse(place.dataset.task));

  form.addEventListener("submit", (event) => {
    if (field.value || event.submitter?.name !== "zeit") return;
    event.preventDefault();
    pressed = event.submitter;
    told.textContent = failed ? place.dataset.failed : place.dataset.wait;
  });
  // A page that comes back from the browser's memory holds a proof that is spent.
  window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload());
}
