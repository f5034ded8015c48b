// The line to the server: a WebSocket that comes back by itself and continues where it was.
//
// What the server says carries a number; after a break the page asks for what came after the last one it has.
// The server's close codes: 1012 the process is restarted, and of our own 4001 replaced by a newer page, 4403 another clerk's call, 4410 over.

const REPLACED = 4001;
const NOT_YOURS = 4403;
const OVER = 4410;
const GOING_AWAY = 1012;
const LONGEST_PAUSE = 8000;

export class Line extends EventTarget {
  #address;
  #page = crypto.randomUUID();
  #cursor = 0;
  #tries = 0;
  #welcomed = false;
  #socket = null;
  #timer = null;
  #left = false;

  constructor(address) {
    super();
    this.#address = address;
    addEventListener("online", () => this.#hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  /** Opens the line, unless it is open or about to be. */
  open() {
    this.#left = false;
    if (this.#socket?.readyState <= WebSocket.OPEN) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    let opened = false;
    socket.addEventListener("open", () => {
      opened = true;
      this.#tries = 0;
      socket.send(JSON.stringify({ type: "hello", page: this.#page, cursor: this.#cursor, again: this.#welcomed }));
      this.#tell("up");
    });
    socket.addEventListener("message", ({ data }) => {
      if (socket === this.#socket && !this.#left) this.#hear(JSON.parse(data));
    });
    socket.addEventListener("close", ({ code }) => {
      this.#closed(socket, code);
      if (!opened) this.#ask(socket);
    });
  }

  /** Says something; what cannot be said now is dropped, since a new connection begins with new signals. */
  say(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  leave() {
    this.#left = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
  }

  #hear(message) {
    this.#welcomed = true;
    if (message.seq) {
      if (message.seq <= this.#cursor) return;
      this.#cursor = message.seq;
    }
    this.#tell(message.type, message);
  }

  #closed(socket, code) {
    if (socket !== this.#socket || this.#left) return;
    if (code === REPLACED) return this.#tell("replaced");
    if (code === NOT_YOURS) return this.#tell("not-yours");
    if (code === OVER) return this.#tell("over");
    this.#tell("down");
    // Up to two seconds of chance, so that not everybody comes back to a new process in the same instant.
    const first = code === GOING_AWAY ? Math.random() * 2000 : 100;
    const pause = this.#tries === 0 ? first : Math.min(LONGEST_PAUSE, 500 * 2 ** this.#tries) + Math.random() * 2000;
    this.#tries += 1;
    this.#timer = setTimeout(() => this.open(), pause);
  }

  /** Why a handshake is refused, no browser tells its page; whether this page's link has ended, the page itself says. */
  async #ask(socket) {
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (answer?.status !== 410 || socket !== this.#socket || this.#left) return;
    this.leave();
    this.#tell("over");
  }

  /** Tries at once when the network or the person is back. */
  #hurry() {
    if (this.#left || this.#socket?.readyState !== WebSocket.CLOSED || !this.#tries) return;
    clearTimeout(this.#timer);
    this.#tries = 0;
    this.open();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
