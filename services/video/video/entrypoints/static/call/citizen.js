// The citizen's page: device test, waiting room, call.

import { CardTest } from "./card_test.js";
import { Shown } from "./document_mode.js";
import { Exhibit } from "./exhibit.js";
import { oneAtATime, prepareCall, tellFragments } from "./session.js";

const { root, stage, texts, devices, line, conference, phases, deviceTest } = prepareCall();
new Shown({ stage, devices, conference, texts });
new Exhibit({ stage, conference });
const cardTest = new CardTest({ root, devices, texts });
const title = document.title;
let panelsBegun = false;

/** Enters the waiting room without leaving the page, so that camera and microphone stay on. */
const enter = oneAtATime(async (form) => {
  const problem = form.querySelector("[data-enter-problem]");
  const say = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };
  say("");
  if (!devices.on && !(await deviceTest.start())) return say(texts.test_first);
  const body = new FormData(form);
  const works = [["videoinput", "camera"], ["audioinput", "microphone"]].filter(([kind]) => devices.enabled(kind));
  body.set("devices", works.map(([, name]) => name).join(" "));
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    redirect: "manual",
  }).catch(() => null);
  if (answer?.ok) {
    const { state } = await answer.json();
    return attend(state);
  }
  if (answer?.status === 422) return say((await answer.json()).error);
  // The room has closed meanwhile, or the link has ended: the page says which.
  if (answer) return location.reload();
  return say(texts.failed);
});

function attend(state) {
  show(state);
  line.open();
}

function show(state) {
  if (phases.current === state && state !== "in_call") return;
  if (state !== "planned") cardTest.end();
  phases.show(state);
  document.title = state === "in_call" ? `${texts.your_turn} ${title}` : title;
  if (state === "in_call") beginPanels();
}

function beginPanels() {
  if (panelsBegun) return;
  panelsBegun = true;
  for (const panel of root.querySelectorAll("[hx-trigger='call-begins']")) window.htmx.trigger(panel, "call-begins");
}

// The last rung of the ladder: nothing connects, so the telephone it is.
conference.addEventListener("telephone", () => {
  const place = root.querySelector("[data-by-phone]");
  if (place && conference.trouble) window.htmx.trigger(place, "no-connection");
});

root.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-enter]")) return;
  event.preventDefault();
  enter(event.target);
});

line.addEventListener("state", ({ detail }) => {
  if (["ended", "missed", "cancelled"].includes(detail.state)) return location.reload();
  show(detail.state);
  tellFragments();
});
line.addEventListener("over", () => location.reload());

root.querySelector("[data-hang-up]").addEventListener("click", () => {
  line.leave();
  conference.close();
  devices.stream.getTracks().forEach((track) => track.stop());
  document.title = title;
  phases.show("left");
});

// After a reload in the waiting room or in the call everything comes back by itself.
if (["waiting", "in_call"].includes(root.dataset.state)) {
  if (root.dataset.state === "in_call") addEventListener("load", beginPanels);
  deviceTest.start().finally(() => line.open());
}
