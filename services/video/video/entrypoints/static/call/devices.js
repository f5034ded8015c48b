// Camera, microphone and speaker: switched on, looked at, chosen, and plain words when it does not work.

const WANTED = {
  videoinput: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24 } },
  audioinput: { echoCancellation: true, noiseSuppression: true },
};

const DOCUMENT = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 15 } };

/** Why it did not work; `reason` is a key of the page's texts. */
export class DeviceProblem extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

export class Devices extends EventTarget {
  stream = new MediaStream();
  #chosen = {};
  #detailed = false;
  #blurred = false;

  get on() {
    return this.stream.getTracks().some(isLive);
  }

  /** Whether both camera and microphone are there. */
  get complete() {
    return ["videoinput", "audioinput"].every((kind) => this.#tracks(kind).some(isLive));
  }

  /** Switches camera and microphone on. Without a camera the sound alone will do; without both nothing will. */
  async start() {
    if (!navigator.mediaDevices?.getUserMedia || !window.RTCPeerConnection) throw new DeviceProblem("unsupported");
    let warning = null;
    let stream;
    try {
      stream = await this.#ask(["videoinput", "audioinput"]);
    } catch (error) {
      if (reasonOf(error) !== "missing") throw new DeviceProblem(reasonOf(error));
      stream = await this.#ask(["audioinput"]).catch(() => null);
      warning = stream ? "no_camera" : null;
      if (!stream) throw new DeviceProblem((await this.#has("videoinput")) ? "no_microphone" : "missing");
    }
    this.#take(stream);
    return warning;
  }

  /** Changes to another camera or microphone. */
  async choose(kind, id) {
    this.#chosen[kind] = id;
    for (const track of this.#tracks(kind)) track.stop();
    const stream = await this.#ask([kind]).catch((error) => {
      this.dispatchEvent(new Event("change"));
      throw new DeviceProblem(reasonOf(error));
    });
    this.#take(stream);
  }

  /** Goes on to the next camera: on a telephone from the front to the back. */
  async turn() {
    const cameras = await this.list("videoinput");
    const next = cameras[(cameras.findIndex(({ current }) => current) + 1) % cameras.length];
    if (next) await this.choose("videoinput", next.id);
    if (this.#detailed) await this.detail(true);
  }

  /** Asks the camera for all it can, for a document; or for what a conversation needs. */
  async detail(on) {
    this.#detailed = on;
    for (const track of this.stream.getVideoTracks()) {
      track.contentHint = on ? "detail" : "";
      await track.applyConstraints(on ? DOCUMENT : WANTED.videoinput).catch(() => {});
    }
  }

  /** Whether this browser blurs the background by itself (Media Capture Extensions); we send no picture to a model. */
  get blurs() {
    return this.stream.getVideoTracks().some((track) => track.getCapabilities?.().backgroundBlur?.includes(true));
  }

  get blurred() {
    return this.blurs && this.#blurred;
  }

  /** Switches it; rejects where the camera cannot after all. Another camera that is chosen later does the same. */
  async blur(on) {
    const wanted = { ...WANTED.videoinput, backgroundBlur: { exact: on } };
    for (const track of this.stream.getVideoTracks()) await track.applyConstraints(wanted);
    this.#blurred = on;
    this.dispatchEvent(new Event("change"));
  }

  /** Returns one picture as the camera gives it, without loss (PNG). */
  async still() {
    const [track] = this.stream.getVideoTracks();
    if (!track || track.readyState !== "live") return null;
    const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true });
    video.srcObject = new MediaStream([track]);
    await video.play();
    const canvas = Object.assign(document.createElement("canvas"), { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d").drawImage(video, 0, 0);
    video.srcObject = null;
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  async list(kind) {
    const current = this.#tracks(kind)[0]?.getSettings().deviceId;
    const found = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === kind);
    return found.map((one) => ({ id: one.deviceId, label: one.label || one.deviceId, current: one.deviceId === current }));
  }

  /** Switches the picture or the sound on or off without letting the device go. */
  toggle(kind) {
    const [track] = this.#tracks(kind);
    if (track) track.enabled = !track.enabled;
    this.dispatchEvent(new Event("change"));
    return Boolean(track?.enabled);
  }

  enabled(kind) {
    return this.#tracks(kind).some((track) => track.enabled && isLive(track));
  }

  #tracks(kind) {
    return kind === "videoinput" ? this.stream.getVideoTracks() : this.stream.getAudioTracks();
  }

  #take(fresh) {
    for (const track of fresh.getTracks()) {
      for (const old of this.stream.getTracks()) {
        if (old.kind === track.kind) {
          track.enabled = old.enabled;
          old.stop();
          this.stream.removeTrack(old);
        }
      }
      this.stream.addTrack(track);
      // Unplugged, or no longer allowed.
      track.addEventListener("ended", () => this.dispatchEvent(new Event("change")));
      this.dispatchEvent(new CustomEvent("track", { detail: track }));
    }
    this.dispatchEvent(new Event("change"));
  }

  #ask(kinds) {
    const wanted = {};
    for (const kind of kinds) {
      const id = this.#chosen[kind];
      const name = kind === "videoinput" ? "video" : "audio";
      wanted[name] = { ...WANTED[kind], ...(id ? { deviceId: { exact: id } } : {}) };
      if (kind === "videoinput" && this.#blurred) wanted[name].backgroundBlur = true;
    }
    return navigator.mediaDevices.getUserMedia(wanted);
  }

  async #has(kind) {
    return (await navigator.mediaDevices.enumerateDevices()).some((one) => one.kind === kind);
  }
}

function isLive({ readyState }) {
  return readyState === "live";
}

/** The names browsers give their refusals (W3C Media Capture, 10.3). */
function reasonOf(error) {
  if (["NotAllowedError", "SecurityError"].includes(error.name)) return "denied";
  if (["NotReadableError", "AbortError"].includes(error.name)) return "busy";
  if (["NotFoundError", "OverconstrainedError"].includes(error.name)) return "missing";
  return "unknown";
}
