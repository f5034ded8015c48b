// A fragment that answers late must not undo what was typed while it was on its way.

const FIELDS = "input[id]:not([type=hidden]), select[id], textarea[id]";

const valueOf = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);

const valuesIn = (root) => new Map([...root.querySelectorAll(FIELDS)].map((field) => [field.id, valueOf(field)]));

function put(id, value) {
  const field = document.getElementById(id);
  if (!field) return;
  if (typeof value === "boolean") field.checked = value;
  else field.value = value;
}

const sent = new WeakMap();
document.addEventListener("htmx:beforeSend", ({ detail }) => sent.set(detail.xhr, valuesIn(detail.target)));
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const before = sent.get(detail.xhr) ?? new Map();
  const typed = [...valuesIn(detail.target)].filter(([id, value]) => before.has(id) && before.get(id) !== value);
  sent.set(detail.xhr, new Map(typed));
});
document.addEventListener("htmx:afterSwap", ({ detail }) => sent.get(detail.xhr)?.forEach((value, id) => put(id, value)));
