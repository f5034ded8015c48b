// The chat of a call: lines come through the log, so that they survive a reload.

export class Chat {
  constructor({ root, line, conference, texts, zone }) {
    const form = root.querySelector("[data-chat-form]");
    const lines = root.querySelector("[data-chat-lines]");
    const time = new Intl.DateTimeFormat(document.documentElement.lang, {
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
      const mine = !conference.others.some((one) => one.id === detail.from);
      const item = document.createElement("li");
      const who = document.createElement("span");
      const what = document.createElement("p");
      item.className = mine ? "chat__line chat__line--mine" : "chat__line";
      who.className = "chat__who";
      who.textContent = `${mine ? texts.me : conference.name(detail.from)}, ${time.format(new Date(detail.at))}`;
      what.textContent = detail.body;
      item.append(who, what);
      lines.append(item);
      const log = lines.parentElement;
      log.scrollTop = log.scrollHeight;
    });
  }
}
