// A call with oneself: two ends in this very page, so that picture and voice go the way of a call and nowhere else.

import { DeviceTest } from "./device_test.js";
import { Devices } from "./devices.js";
import { Echo } from "./sound.js";

const root = document.querySelector("[data-practice]");
const texts = JSON.parse(root.dataset.texts);
const devices = new Devices();
const deviceTest = new DeviceTest({ root, texts, devices });
const picture = root.querySelector("[data-returned]");
const call = root.querySelector("[data-practice-call]");
const begin = root.querySelector("[data-practice-begin]");
let ends = [];
let echo = null;

/** Connects both ends without any server; what one finds waits until both know each other. */
async function connect(here, there) {
  for (const track of devices.stream.getTracks()) here.addTrack(track, devices.stream);
  const acquainted = acquaint(here, there);
  for (const [one, other] of [[here, there], [there, here]]) {
    one.addEventListener("icecandidate", ({ candidate }) => acquainted.then(() => other.addIceCandidate(candidate)).catch(() => {}));
  }
  await acquainted;
  const returned = new MediaStream(there.getReceivers().map(({ track }) => track));
  picture.srcObject = returned;
  echo = new Echo(returned);
  // Not left to `autoplay`, which a browser may put off for a picture that was hidden or is below the fold.
  await picture.play();
}

async function acquaint(here, there) {
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription);
}

function end() {
  for (const one of ends) one.close();
  ends = [];
  echo?.stop();
  echo = null;
  picture.srcObject = null;
  for (const track of [...devices.stream.getTracks()]) {
    track.stop();
    devices.stream.removeTrack(track);
  }
  call.hidden = true;
  begin.hidden = false;
  begin.focus();
}

begin.addEventListener("click", async () => {
  if (!(await deviceTest.start()) || ends.length) return;
  begin.hidden = true;
  call.hidden = false;
  const mine = (ends = [new RTCPeerConnection(), new RTCPeerConnection()]);
  const giveUp = () => {
    if (ends !== mine) return;
    end();
    deviceTest.explain("practice_failed");
  };
  mine[0].addEventListener("connectionstatechange", () => mine[0].connectionState === "failed" && giveUp());
  await connect(...mine).catch(giveUp);
});
root.querySelector("[data-practice-end]").addEventListener("click", end);
