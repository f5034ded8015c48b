// The clerk's page in the call.

import { Looked } from "./document_mode.js";
import { Screen } from "./screen.js";
import { prepareCall, tellFragments } from "./session.js";
import { Showing } from "./showing.js";

const { root, stage, texts, devices, line, conference, deviceTest } = prepareCall();
new Looked({ desk: root, stage, conference, texts });
new Screen({ stage, conference, texts });
new Showing({ stage, conference, texts });

const blur = root.querySelector("[data-blur]");
devices.addEventListener("change", () => {
  blur.hidden = !devices.blurs;
  blur.setAttribute("aria-pressed", String(devices.blurred));
});
blur.addEventListener("click", async () => {
  const works = await devices.blur(!devices.blurred).then(() => true, () => false);
  stage.querySelector("[data-blur-says]").textContent = works ? "" : texts.failed;
});

// A form of this page leads on by itself; the news of what it did must not overtake its answer.
let leaving = false;
document.addEventListener("submit", ({ target }) => {
  leaving ||= target.method === "post" && !target.hasAttribute("hx-post");
});
addEventListener("pageshow", () => { leaving = false; });
const lookAgain = () => leaving || location.reload();

line.addEventListener("state", ({ detail }) => {
  if (detail.state !== "in_call") return lookAgain();
  tellFragments();
});
line.addEventListener("over", lookAgain);

// Without camera and microphone the clerk still sees and hears the citizen.
deviceTest.start().finally(() => line.open());
