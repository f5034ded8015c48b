// An appointment with oneself: device test, waiting room, call, chat, request. All of it stays in this page.

import { CardTest } from "./card_test.js";
import { Chat } from "./chat.js";
import { DeviceTest } from "./device_test.js";
import { Devices } from "./devices.js";
import { Files } from "./files.js";
import { Phases } from "./phases.js";
import { SelfCall } from "./practice_call.js";
import { PracticeForm } from "./practice_form.js";
import { Partner } from "./practice_partner.js";

// Louder than a microphone that nobody speaks into.
const HEARD = 0.02;

const root = document.querySelector("[data-practice]");
const texts = JSON.parse(root.dataset.texts);
const devices = new Devices();
const phases = new Phases(root);
const deviceTest = new DeviceTest({ root, texts, devices });
const cardTest = new CardTest({ root, devices, texts });
const partner = new Partner(texts);
const chat = new Chat({ root, line: partner, conference: partner, texts, zone: root.dataset.zone });
new Files({ root, chat, conference: partner, texts });
new PracticeForm(root, texts.practice_form_done, () => found("form"));
const call = new SelfCall(root.querySelector("[data-returned]"));
const meter = root.querySelector("[data-level]");

function found(what) {
  root.querySelector(`[data-found="${what}"]`).hidden = false;
  root.querySelector(`[data-not-found="${what}"]`).hidden = true;
}

function giveUp() {
  call.end();
  phases.show("devices");
  deviceTest.explain("practice_failed");
}

root.querySelector("[data-practice-enter]").addEventListener("click", async () => {
  if (!devices.on && !(await deviceTest.start())) return;
  cardTest.end();
  phases.show("waiting");
});

root.querySelector("[data-practice-begin]").addEventListener("click", async () => {
  phases.show("call");
  partner.greet();
  try {
    await call.begin(devices.stream);
    if (devices.enabled("videoinput")) found("camera");
  } catch {
    giveUp();
  }
});
call.addEventListener("failed", giveUp);
partner.addEventListener("answered", () => found("chat"));
const listening = setInterval(() => meter.value > HEARD && phases.current === "call" && found("microphone"), 200);

root.querySelector("[data-practice-end]").addEventListener("click", () => {
  clearInterval(listening);
  call.end();
  for (const track of [...devices.stream.getTracks()]) {
    track.stop();
    devices.stream.removeTrack(track);
  }
  phases.show("done");
});
