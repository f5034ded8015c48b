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

/** Connects both ends without any server: their candidates go from one variable to the other. */
async function connect() {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  ends = [here, there];
  here.addEventListener("icecandidate", ({ candidate }) => there.addIceCandidate(candidate));
  there.addEventListener("icecandidate", ({ candidate }) => here.addIceCandidate(candidate));
  const returned = new MediaStream();
  there.addEventListener("track", ({ track }) => {
    returned.addTrack(track);
    picture.srcObject = returned;
    if (track.kind === "audio") echo = new Echo(returned);
  });
  for (const track of devices.stream.getTracks()) here.addTrack(track, devices.stream);
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
  if (ends.length || !(await deviceTest.start())) return;
  await connect();
  begin.hidden = true;
  call.hidden = false;
});
root.querySelector("[data-practice-end]").addEventListener("click", end);
