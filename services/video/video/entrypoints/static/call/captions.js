// Captions of what the other side says, and only where this browser makes them on this very device (Web Speech API,
// `processLocally`): elsewhere speech would go to the browser's vendor, so there the button is not even shown.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

/** Tells whether this browser turns speech of that language into text without sending it anywhere. */
export async function heardHere(language) {
  if (!Recognition || !("processLocally" in Recognition.prototype) || !Recognition.available) return false;
  const answer = await Recognition.available({ langs: [language], processLocally: true }).catch(() => "unavailable");
  return answer === "available";
}

export class Captions {
  #conference;
  #language;
  #place;
  #button;
  #on = false;
  #running = new Map();

  constructor({ stage, conference, language }) {
    this.#conference = conference;
    this.#language = language;
    this.#place = stage.querySelector("[data-captions-place]");
    this.#button = stage.querySelector("[data-captions]");
    this.#button.addEventListener("click", () => this.#turn(!this.#on));
    conference.addEventListener("remote", ({ detail: { id, stream } }) => this.#on && this.#hear(id, stream));
    conference.addEventListener("left", ({ detail: { id } }) => this.#stop(id));
    heardHere(language).then((here) => { this.#button.hidden = !here; });
  }

  #turn(on) {
    this.#on = on;
    this.#button.setAttribute("aria-pressed", String(on));
    this.#place.hidden = !on;
    this.#place.textContent = "";
    if (on) for (const { id, stream } of this.#conference.streams) this.#hear(id, stream);
    else for (const id of [...this.#running.keys()]) this.#stop(id);
  }

  #hear(id, stream) {
    const [track] = stream.getAudioTracks();
    if (!track || this.#running.get(id)?.track === track) return;
    this.#stop(id);
    const recognition = Object.assign(new Recognition(), {
      lang: this.#language,
      processLocally: true,
      continuous: true,
      interimResults: true,
    });
    this.#running.set(id, { recognition, track });
    recognition.addEventListener("result", ({ results }) => this.#show(id, results));
    // It ends by itself in longer silences.
    recognition.addEventListener("end", () => this.#running.get(id)?.recognition === recognition && this.#begin(id));
    recognition.addEventListener("error", ({ error }) => {
      if (["language-not-supported", "service-not-allowed", "not-allowed"].includes(error)) this.#giveUp();
    });
    this.#begin(id);
  }

  #begin(id) {
    const { recognition, track } = this.#running.get(id);
    if (track.readyState !== "live") return this.#stop(id);
    recognition.start(track);
  }

  #show(id, results) {
    const said = [...results].slice(-2).map(([best]) => best.transcript.trim()).join(" ");
    const name = this.#conference.others.length > 1 ? `${this.#conference.name(id)}: ` : "";
    this.#place.textContent = name + said;
  }

  #giveUp() {
    this.#turn(false);
    this.#button.hidden = true;
  }

  #stop(id) {
    const running = this.#running.get(id);
    this.#running.delete(id);
    running?.recognition.abort();
  }
}
