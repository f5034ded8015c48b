// A call with oneself: two ends in this very page, so that picture and voice go the way of a call and nowhere else.

import { Echo } from "./sound.js";

export class SelfCall extends EventTarget {
  #picture;
  #ends = [];
  #echo = null;

  constructor(picture) {
    super();
    this.#picture = picture;
  }

  /** Connects both ends without any server; what one finds waits until both know each other. */
  async begin(stream) {
    const ends = (this.#ends = [new RTCPeerConnection(), new RTCPeerConnection()]);
    const [here, there] = ends;
    here.addEventListener("connectionstatechange", () => {
      if (here.connectionState === "failed" && this.#ends === ends) this.dispatchEvent(new Event("failed"));
    });
    for (const track of stream.getTracks()) here.addTrack(track, stream);
    const acquainted = acquaint(here, there);
    for (const [one, other] of [[here, there], [there, here]]) {
      one.addEventListener("icecandidate", ({ candidate }) => acquainted.then(() => other.addIceCandidate(candidate)).catch(() => {}));
    }
    await acquainted;
    // Who hangs up at once is not called back.
    if (this.#ends !== ends) return;
    const returned = new MediaStream(there.getReceivers().map(({ track }) => track));
    this.#picture.srcObject = returned;
    if (returned.getAudioTracks().length) this.#echo = new Echo(returned);
    // Not left to `autoplay`, which a browser may put off for a picture that was hidden or is below the fold.
    await this.#picture.play().catch(() => {});
  }

  end() {
    for (const one of this.#ends) one.close();
    this.#ends = [];
    this.#echo?.stop();
    this.#echo = null;
    this.#picture.srcObject = null;
  }
}

async function acquaint(here, there) {
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription);
}
