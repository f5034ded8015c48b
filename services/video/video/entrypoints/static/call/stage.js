// What the person sees of the call: pictures, buttons, state of the connection.

export class Stage {
  #root;
  #texts;
  #devices;
  #conference;

  constructor({ root, texts, devices, conference, line }) {
    this.#root = root;
    this.#texts = texts;
    this.#devices = devices;
    this.#conference = conference;
    this.#button("[data-microphone]", "audioinput", "microphone");
    this.#button("[data-camera]", "videoinput", "camera");
    conference.addEventListener("remote", ({ detail }) => this.#show(detail));
    conference.addEventListener("left", ({ detail }) => this.#leave(detail));
    conference.addEventListener("change", () => this.#tellConnection());
    conference.addEventListener("telephone", () => this.#tellConnection());
    line.addEventListener("media", ({ detail }) => this.#tellMedia(detail));
    devices.addEventListener("change", () => this.#tellOwn());
    this.#find("[data-unmute]").addEventListener("click", () => this.#play());
    this.#tellOwn();
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }

  #button(selector, kind, name) {
    const button = this.#find(selector);
    button.addEventListener("click", () => this.#devices.toggle(kind));
    const show = () => {
      const on = this.#devices.enabled(kind);
      button.setAttribute("aria-pressed", String(on));
      button.querySelector("[data-label]").textContent = this.#texts[`${name}_${on ? "on" : "off"}`];
    };
    this.#devices.addEventListener("change", show);
    show();
  }

  #tellOwn() {
    this.#find("[data-own-off]").hidden = this.#devices.enabled("videoinput");
  }

  #show({ id, stream }) {
    const place = this.#find("[data-remote]");
    let person = place.querySelector(`[data-person="${id}"]`);
    if (!person) {
      person = document.createElement("div");
      person.className = "stage__person";
      person.dataset.person = id;
      const video = Object.assign(document.createElement("video"), { autoplay: true, playsInline: true });
      video.dataset.participant = id;
      person.append(video, Object.assign(document.createElement("span"), { className: "stage__name" }));
      place.append(person);
    }
    person.dataset.kind = this.#conference.kind(id);
    person.querySelector(".stage__name").textContent = this.#conference.name(id);
    const video = person.querySelector("video");
    video.setAttribute("aria-label", this.#conference.name(id));
    if (video.srcObject !== stream) video.srcObject = stream;
    this.#count();
    this.#play();
  }

  #leave({ id }) {
    this.#find(`[data-person="${id}"]`)?.remove();
    this.#count();
  }

  #count() {
    const place = this.#find("[data-remote]");
    const count = place.querySelectorAll("[data-person]").length;
    place.dataset.remote = String(count);
    this.#find("[data-alone]").hidden = count > 0;
  }

  /** After a reload a browser may want a click before it makes a sound. */
  async #play() {
    const videos = [...this.#root.querySelectorAll("[data-remote] video")];
    const results = await Promise.allSettled(videos.map((video) => video.play()));
    this.#find("[data-unmute]").hidden = !results.some(({ reason }) => reason?.name === "NotAllowedError");
  }

  #tellMedia({ from, body }) {
    if (!this.#conference.others.some((one) => one.id === from)) return;
    const name = this.#conference.name(from);
    const note = !body.camera ? this.#texts.their_camera_off : !body.microphone ? this.#texts.their_microphone_off : "";
    this.#root.dataset.theirMedia = note;
    this.#tellConnection();
    this.#root.querySelector(`video[data-participant="${from}"]`)?.setAttribute("aria-label", name);
  }

  #tellConnection() {
    if (this.#conference.trouble) return this.#say(this.#conference.hopeless ? this.#texts.phone : this.#texts.reconnecting, "trouble");
    if (this.#conference.connected) return this.#say(this.#root.dataset.theirMedia || this.#texts.connected, "connected");
    return this.#say(this.#texts.connecting, "connecting");
  }

  #say(text, state) {
    const place = this.#find("[data-connection]");
    if (place.textContent !== text) place.textContent = text;
    place.dataset.state = state;
  }
}
