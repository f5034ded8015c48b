// Who is in the call and how they are connected: one peer for each other person, made anew when their epoch changes.

import { Ladder } from "./ladder.js";
import { Peer } from "./peer.js";

// A connection that has not come about by then is treated like one that has broken.
const LATE = 15_000;

export class Conference extends EventTarget {
  #line;
  #relay;
  #devices;
  #me = null;
  #inCall = false;
  #roster = [];
  #peers = new Map();
  #ladder = new Ladder();
  #shared = null;
  #detailed = false;
  #queue = Promise.resolve();

  constructor({ line, relay, devices }) {
    super();
    this.#line = line;
    this.#relay = relay;
    this.#devices = devices;
    line.addEventListener("state", ({ detail }) => this.#inOrder(() => this.#meet(detail)));
    line.addEventListener("signal", ({ detail }) => this.#inOrder(() => this.#signal(detail)));
    line.addEventListener("up", () => {
      this.tellMedia();
      // What was tried while this page was offline has reached nobody.
      if (this.trouble) this.#renew();
    });
    devices.addEventListener("track", ({ detail }) => {
      if (this.#shared && detail.kind === "video") return;
      for (const { peer } of this.#peers.values()) peer.replace(detail, devices.stream);
    });
    devices.addEventListener("change", () => this.tellMedia());
    this.#ladder.addEventListener("restart", () => this.#restart());
    for (const step of ["renew", "again"]) this.#ladder.addEventListener(step, () => this.#renew());
    for (const step of ["restart", "renew", "telephone"]) {
      this.#ladder.addEventListener(step, () => this.dispatchEvent(new CustomEvent("step", { detail: step })));
    }
    this.#ladder.addEventListener("telephone", () => this.dispatchEvent(new Event("telephone")));
  }

  name(id) {
    return this.#roster.find((one) => one.id === id)?.name ?? "";
  }

  kind(id) {
    return this.#roster.find((one) => one.id === id)?.kind ?? "";
  }

  /** The person's own id, as soon as the server has told it. */
  get me() {
    return this.#me?.id;
  }

  get others() {
    return this.#roster.filter((one) => one.id !== this.#me?.id);
  }

  /** What comes in from each of the others. */
  get streams() {
    return [...this.#peers].map(([id, { peer }]) => ({ id, stream: peer.remote }));
  }

  get connected() {
    return this.#peers.size > 0 && [...this.#peers.values()].every(({ peer }) => peer.state === "connected");
  }

  get trouble() {
    return this.#ladder.climbing;
  }

  /** Whether the telephone is the better way by now. */
  get hopeless() {
    return this.#ladder.late;
  }

  /** Says a word to everybody of a kind; returns whether anybody was there to hear it. */
  say(kind, word) {
    return this.#ofKind(kind).map(([, { peer }]) => peer.channel.say(word)).some(Boolean);
  }

  sayAll(word) {
    for (const { peer } of this.#peers.values()) peer.channel.say(word);
  }

  /** Sends a file to everybody; returns whether it reached anybody. */
  async send(use, name, blob) {
    const ways = [...this.#peers.values()].map(({ peer }) => peer.freight.send(use, name, blob));
    return (await Promise.allSettled(ways)).some(({ status }) => status === "fulfilled");
  }

  sendTo(id, use, name, blob) {
    return this.#peers.get(id)?.peer.freight.send(use, name, blob);
  }

  /** Shows this track in place of the camera's picture, until it is null again. */
  async present(track) {
    this.#shared = track;
    const shown = track ?? this.#devices.stream.getVideoTracks()[0];
    if (shown) for (const { peer } of this.#peers.values()) await peer.replace(shown, this.#devices.stream);
    this.tellMedia();
  }

  /** Sends the picture of a document: sharp rather than smooth. */
  async detail(on) {
    this.#detailed = on;
    for (const { peer } of this.#peers.values()) await peer.detail(on);
  }

  #ofKind(kind) {
    return [...this.#peers].filter(([id]) => this.kind(id) === kind);
  }

  /** What is sent to a new peer: the microphone, and the camera or what is shown in its place. */
  get #outgoing() {
    if (!this.#shared) return this.#devices.stream;
    return new MediaStream([...this.#devices.stream.getAudioTracks(), this.#shared]);
  }

  tellMedia() {
    if (!this.#inCall) return;
    const body = { camera: Boolean(this.#shared) || this.#devices.enabled("videoinput"), microphone: this.#devices.enabled("audioinput") };
    this.#line.say({ type: "media", body });
  }

  close() {
    this.#ladder.end();
    this.#dropAll();
  }

  /** What is measured at this end, summed over all peers. */
  async stats() {
    const sums = { framesDecoded: 0, framesSent: 0, freezeCount: 0, audioReceived: 0, relayed: false, width: 0, roundTrip: 0, packetsReceived: 0, packetsLost: 0 };
    for (const { peer } of this.#peers.values()) {
      const report = await peer.stats();
      for (const one of report.values()) {
        if (one.type === "inbound-rtp" && one.kind === "video") {
          sums.framesDecoded += one.framesDecoded ?? 0;
          sums.width = Math.max(sums.width, one.frameWidth ?? 0);
          sums.freezeCount += one.freezeCount ?? 0;
        }
        if (one.type === "inbound-rtp") {
          sums.packetsReceived += one.packetsReceived ?? 0;
          sums.packetsLost += one.packetsLost ?? 0;
        }
        if (one.type === "inbound-rtp" && one.kind === "audio") sums.audioReceived += one.packetsReceived ?? 0;
        if (one.type === "outbound-rtp" && one.kind === "video") sums.framesSent += one.framesSent ?? 0;
        if (one.type === "candidate-pair" && one.nominated && one.state === "succeeded") {
          sums.roundTrip = Math.max(sums.roundTrip, one.currentRoundTripTime ?? 0);
          sums.relayed ||= report.get(one.localCandidateId)?.candidateType === "relay";
        }
      }
    }
    return sums;
  }

  /** One step after the other, so that a signal never overtakes the peer it is for. */
  #inOrder(step) {
    this.#queue = this.#queue.then(step).catch((error) => {
      console.warn("call:", error.message);
      // Without access to the relay there is no peer that could fail later.
      if (this.#inCall && !this.connected && this.others.some(({ present }) => present)) this.#climb();
    });
  }

  async #meet({ state, me, roster }) {
    const begins = state === "in_call" && !this.#inCall;
    this.#inCall = state === "in_call";
    this.#roster = roster;
    if (this.#me && this.#me.epoch !== me.epoch) this.#dropAll();
    this.#me = me;
    if (!this.#inCall) {
      // Parked: back to the waiting room, until somebody calls again.
      for (const id of [...this.#peers.keys()]) this.#leave(id);
      this.#ladder.end();
      return;
    }
    if (begins) this.tellMedia();
    for (const id of this.#peers.keys()) if (!this.others.some((one) => one.id === id)) this.#leave(id);
    for (const other of this.others) {
      const known = this.#peers.get(other.id);
      if (known && known.epoch === other.epoch) continue;
      if (known) this.#drop(other.id);
      if (other.present) await this.#connect(other);
    }
    this.dispatchEvent(new Event("change"));
  }

  async #signal({ from, body }) {
    const other = this.#roster.find((one) => one.id === from);
    if (!other) return;
    if (this.#peers.get(from)?.epoch !== other.epoch) await this.#connect(other);
    await this.#peers.get(from).peer.take(body);
  }

  async #connect(other) {
    this.#drop(other.id);
    const peer = new Peer({
      me: this.#me.id,
      other: other.id,
      polite: this.#me.id < other.id,
      configuration: await this.#relay.configuration(),
      stream: this.#outgoing,
      send: (body) => this.#line.say({ type: "signal", to: other.id, to_epoch: other.epoch, body }),
    });
    this.#peers.set(other.id, { peer, epoch: other.epoch, kind: other.kind });
    setTimeout(() => this.#peers.get(other.id)?.peer === peer && peer.state !== "connected" && this.#climb(), LATE);
    peer.addEventListener("track", () => this.dispatchEvent(new CustomEvent("remote", { detail: { id: other.id, stream: peer.remote } })));
    peer.addEventListener("change", () => this.#watch());
    this.#tellOf(other.id, "joined", { peer });
    peer.authentication.addEventListener("code", () => this.#tellOf(other.id, "code", { code: peer.authentication.code }));
    peer.authentication.addEventListener("broken", () => this.#tellOf(other.id, "code", { code: null }));
    peer.channel.addEventListener("open", () => {
      if (this.#detailed) peer.detail(true);
      this.#tellOf(other.id, "open", {});
    });
    for (const type of ["arrived", "spoiled"]) {
      peer.freight.addEventListener(type, ({ detail }) => this.#tellOf(other.id, type, detail));
    }
    peer.channel.addEventListener("word", ({ detail }) => this.#tellOf(other.id, "word", { word: detail }));
  }

  #tellOf(id, type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail: { id, kind: this.kind(id), ...detail } }));
  }

  #leave(id) {
    // The roster may know them no more.
    const { kind } = this.#peers.get(id);
    this.#drop(id);
    this.#tellOf(id, "left", { kind });
  }

  #dropAll() {
    for (const id of [...this.#peers.keys()]) this.#drop(id);
  }

  #drop(id) {
    this.#peers.get(id)?.peer.close();
    this.#peers.delete(id);
  }

  #watch() {
    const states = [...this.#peers.values()].map(({ peer }) => peer.state);
    if (states.includes("failed")) this.dispatchEvent(new CustomEvent("step", { detail: "failed" }));
    if (states.some((state) => state === "disconnected" || state === "failed")) this.#ladder.begin();
    else if (this.connected) this.#ladder.end();
    this.dispatchEvent(new Event("change"));
  }

  #climb() {
    this.#ladder.begin();
    this.dispatchEvent(new Event("change"));
  }

  #renew() {
    this.#line.say({ type: "renew" });
  }

  async #restart() {
    const configuration = await this.#relay.configuration().catch(() => null);
    if (configuration) for (const { peer } of this.#peers.values()) peer.restart(configuration);
  }
}
