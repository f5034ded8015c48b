// The page of a guest: device test, name, waiting to be let in, call.

import { Exhibit } from "./exhibit.js";
import { oneAtATime, prepareCall } from "./session.js";

const { root, stage, texts, devices, line, conference, phases, deviceTest } = prepareCall();
new Exhibit({ stage, conference });
const base = root.dataset.base;
const PAUSE = 2000;

const enter = oneAtATime(async (form) => {
  const problem = form.querySelector("[data-enter-problem]");
  const say = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };
  say("");
  if (!devices.on && !(await deviceTest.start())) return say(texts.test_first);
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers }).catch(() => null);
  if (answer?.ok) return wait();
  if (answer?.status === 422) return say((await answer.json()).error);
  return answer ? location.reload() : say(texts.failed);
});

root.querySelector("[data-enter]").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(event.target);
});

/** Asks until the clerk has let the guest in; whoever is refused sees the page that says so. */
async function wait() {
  phases.show("waiting");
  const answer = await fetch(`${base}/stand`, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.status === 410) return location.reload();
  const { state } = answer?.ok ? await answer.json() : {};
  if (state === "admitted") return attend();
  return setTimeout(wait, PAUSE);
}

function attend() {
  phases.show("in_call");
  line.open();
}

line.addEventListener("over", () => location.reload());
line.addEventListener("state", ({ detail }) => detail.state !== "in_call" && location.reload());

root.querySelector("[data-hang-up]").addEventListener("click", () => {
  line.leave();
  conference.close();
  devices.stream.getTracks().forEach((track) => track.stop());
  phases.show("left");
});

if (root.dataset.state === "waiting") deviceTest.start().finally(wait);
if (root.dataset.state === "in_call") deviceTest.start().finally(attend);
