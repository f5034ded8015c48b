// The connection to one other person: perfect negotiation (W3C WebRTC, 10.7), in which one side is polite.
//
// The impolite side offers first. What is missing on its side is received all the same (recvonly), so that a call
// works with a camera on one side alone.

import { Authentication, fingerprintsOf } from "./authentication.js";
import { Channel } from "./channel.js";
import { Freight } from "./freight.js";

// A sharp, slowly changing 720p picture; enough for a zone of 5 mm letters.
const DETAIL_BITS = 4_000_000;

export class Peer extends EventTarget {
  #connection;
  #polite;
  #send;
  #offering = false;
  #ignoring = false;
  #settled = false;

  constructor({ me, other, polite, configuration, stream, send }) {
    super();
    this.#polite = polite;
    this.#send = send;
    this.remote = new MediaStream();
    const connection = new RTCPeerConnection(configuration);
    this.#connection = connection;
    this.channel = new Channel(connection);
    this.freight = new Freight(this.channel.freight);
    this.authentication = new Authentication({
      me,
      other,
      prints: () => ({
        mine: fingerprintsOf(connection.localDescription.sdp),
        theirs: fingerprintsOf(connection.remoteDescription.sdp),
      }),
      say: (word) => this.channel.say(word),
    });
    // A connection that has been given up has no fingerprints any more.
    const stands = () => connection.signalingState !== "closed" && connection.remoteDescription !== null;
    this.channel.addEventListener("open", () => stands() && this.authentication.begin());
    this.channel.addEventListener("word", ({ detail }) => stands() && this.authentication.take(detail));
    connection.addEventListener("negotiationneeded", () => this.#offer());
    connection.addEventListener("icecandidate", ({ candidate }) => candidate && send({ candidate }));
    connection.addEventListener("connectionstatechange", () => this.dispatchEvent(new Event("change")));
    connection.addEventListener("track", ({ track }) => this.#receive(track));
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
    if (!polite) {
      for (const kind of ["audio", "video"]) {
        if (!stream.getTracks().some((track) => track.kind === kind)) {
          connection.addTransceiver(kind, { direction: "recvonly" });
        }
      }
    }
  }

  get state() {
    return this.#connection.connectionState;
  }

  /** Takes a signal of the other side. */
  async take({ description, candidate }) {
    const connection = this.#connection;
    try {
      if (description) {
        const collision = description.type === "offer" && (this.#offering || connection.signalingState !== "stable");
        this.#ignoring = !this.#polite && collision;
        if (this.#ignoring) return;
        await connection.setRemoteDescription(description);
        this.#settled = true;
        if (description.type === "offer") {
          await connection.setLocalDescription();
          this.#send({ description: connection.localDescription });
        }
      } else if (candidate) {
        await connection.addIceCandidate(candidate);
      }
    } catch (error) {
      if (!this.#ignoring && connection.signalingState !== "closed") throw error;
    }
  }

  /** Looks for a new way through the network; the pictures go on as soon as there is one. */
  restart(configuration) {
    this.#connection.setConfiguration(configuration);
    this.#connection.restartIce();
  }

  /** Sends another camera or microphone; a kind that was not there before is negotiated. */
  async replace(track, stream) {
    const sender = this.#connection.getSenders().find((one) => one.track?.kind === track.kind);
    if (sender) await sender.replaceTrack(track);
    else this.#connection.addTrack(track, stream);
  }

  /** Gives the picture's sharpness precedence over its smoothness, for a document, or the other way round. */
  async detail(on) {
    for (const sender of this.#connection.getSenders()) {
      if (sender.track?.kind !== "video") continue;
      const parameters = sender.getParameters();
      if (!parameters.encodings?.length) continue;
      parameters.degradationPreference = on ? "maintain-resolution" : "balanced";
      parameters.encodings[0].maxBitrate = on ? DETAIL_BITS : undefined;
      await sender.setParameters(parameters).catch(() => {});
    }
  }

  stats() {
    return this.#connection.getStats();
  }

  close() {
    this.#connection.close();
  }

  async #offer() {
    // The polite side has nothing to offer before it has heard the other.
    if (this.#polite && !this.#settled) return;
    try {
      this.#offering = true;
      await this.#connection.setLocalDescription();
      this.#send({ description: this.#connection.localDescription });
    } finally {
      this.#offering = false;
    }
  }

  #receive(track) {
    for (const old of this.remote.getTracks()) if (old.kind === track.kind) this.remote.removeTrack(old);
    this.remote.addTrack(track);
    this.dispatchEvent(new Event("track"));
  }
}
