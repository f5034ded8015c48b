// The chat of a call: lines come through the log, so that they survive a reload; files come from the other browser.

export class Chat {
  #lines;
  #texts;
  #conference;
  #time;

  constructor({ root, line, conference, texts, zone }) {
    const form = root.querySelector("[data-chat-form]");
    this.#lines = root.querySelector("[data-chat-lines]");
    this.#texts = texts;
    this.#conference = conference;
    this.#time = new Intl.DateTimeFormat(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
      timeZone: zone,
    });

    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const field = form.elements.text;
      const text = field.value.trim();
      // What could not be sent stays in the field.
      if (text && line.say({ type: "chat", body: text })) field.value = "";
    });

    line.addEventListener("chat", ({ detail }) => {
      const mine = detail.from === conference.me;
      const what = document.createElement("p");
      what.textContent = detail.body;
      this.#add(mine, detail.from, new Date(detail.at), what);
    });
  }

  /** Adds a file that can be opened and kept; `from` is null for one's own. */
  addFile({ from, name, blob }) {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.className = "kern-link kern-link--no-visited-state";
    link.textContent = `${name} (${Math.max(1, Math.round(blob.size / 1024)).toLocaleString("de")} KB)`;
    this.#add(from === null, from, new Date(), link);
  }

  #add(mine, from, at, what) {
    const item = document.createElement("li");
    const who = document.createElement("span");
    item.className = mine ? "chat__line chat__line--mine" : "chat__line";
    who.className = "chat__who";
    // Whose name is not known any more has left the call.
    const name = mine ? this.#texts.me : this.#conference.name(from);
    who.textContent = [name, this.#time.format(at)].filter(Boolean).join(", ");
    item.append(who, what);
    this.#lines.append(item);
    const log = this.#lines.parentElement;
    log.scrollTop = log.scrollHeight;
  }
}
