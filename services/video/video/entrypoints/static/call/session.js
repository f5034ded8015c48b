// What citizen and clerk have alike: devices, line, conference, stage, chat.

import { Captions } from "./captions.js";
import { Chat } from "./chat.js";
import { Conference } from "./conference.js";
import { DeviceTest } from "./device_test.js";
import { Devices } from "./devices.js";
import { Files } from "./files.js";
import { Line } from "./line.js";
import { Meter } from "./meter.js";
import { shareLinks } from "./link.js";
import { Phases } from "./phases.js";
import { Proof } from "./proof.js";
import { Relay } from "./relay.js";
import { Stage } from "./stage.js";

/** Puts a page's call together; nothing is opened yet. */
export function prepareCall() {
  const root = document.querySelector("[data-conversation]");
  const texts = JSON.parse(root.dataset.texts);
  const address = new URL(`${root.dataset.base}/leitung`, location.href);
  address.protocol = address.protocol.replace("http", "ws");

  const devices = new Devices();
  const line = new Line(address);
  const relay = new Relay(`${root.dataset.base}/medien`, root.dataset.csrf);
  const conference = new Conference({ line, relay, devices });
  const phases = new Phases(root);
  const deviceTest = new DeviceTest({ root, texts, devices });
  const stage = root.querySelector("[data-stage]");
  new Stage({ root: stage, texts, devices, conference, line });
  new Captions({ stage, conference, language: root.dataset.speech });
  new Proof({ root, texts, conference });
  const talk = root.querySelector("[data-chat]");
  const chat = new Chat({ root: talk, line, conference, texts, zone: root.dataset.zone });
  new Files({ root: talk, chat, conference, texts });

  for (const [event, text] of [["replaced", texts.replaced], ["not-yours", texts.not_yours]]) {
    line.addEventListener(event, () => {
      conference.close();
      devices.stream.getTracks().forEach((track) => track.stop());
      root.querySelector("[data-replaced-text]").textContent = text;
      phases.show("replaced");
    });
  }
  new Meter({ line, conference });
  shareLinks(texts);
  // For tests and for support: what this end measures.
  window.buergerbuero = { stats: () => conference.stats() };
  return { root, stage, texts, devices, line, conference, phases, deviceTest };
}

/** Makes a click that comes while the one before is still being answered do nothing. */
export function oneAtATime(action) {
  let busy = false;
  return async (given) => {
    if (busy) return;
    busy = true;
    await action(given).finally(() => { busy = false; });
  };
}

/** Tells the page's fragments that something has changed. */
export function tellFragments() {
  window.htmx?.trigger(document.body, "line-news");
}
