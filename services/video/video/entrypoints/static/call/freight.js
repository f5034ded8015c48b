// Files from browser to browser: announced with size and SHA-256, sent in pieces, checked before anybody sees them.

import { kindOf, safeName } from "./content.js";

export const LARGEST_FILE = 5 * 1024 * 1024;
const LARGEST = { file: LARGEST_FILE, exhibit: LARGEST_FILE, page: LARGEST_FILE, still: 12 * 1024 * 1024 };
// 16 KiB is what every browser takes as one message (RFC 8831, section 6.6).
const PIECE = 16 * 1024;
const FULL = 1024 * 1024;

/** Returns the SHA-256 of a blob as hexadecimal digits. */
export async function hashOf(blob) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns why a file cannot be sent, as a key of the page's texts, or null. */
export async function objection(file) {
  if (file.size > LARGEST_FILE) return "file_too_large";
  return kindOf(new Uint8Array(await file.slice(0, 8).arrayBuffer())) ? null : "file_kind";
}

export class Freight extends EventTarget {
  #channel;
  #arriving = null;
  #queue = Promise.resolve();

  constructor(channel) {
    super();
    this.#channel = channel;
    channel.bufferedAmountLowThreshold = FULL / 4;
    channel.addEventListener("message", ({ data }) => this.#take(data));
  }

  /** Sends one after the other; rejects when the connection is gone. */
  send(use, name, blob) {
    const sent = this.#queue.then(() => this.#send(use, name, blob));
    this.#queue = sent.catch(() => {});
    return sent;
  }

  async #send(use, name, blob) {
    const sha256 = await hashOf(blob);
    this.#pass(JSON.stringify({ use, name, size: blob.size, sha256 }));
    for (let from = 0; from < blob.size; from += PIECE) {
      if (this.#channel.bufferedAmount > FULL) await this.#room();
      this.#pass(await blob.slice(from, from + PIECE).arrayBuffer());
    }
    return sha256;
  }

  #pass(data) {
    if (this.#channel.readyState !== "open") throw new Error("the connection is gone");
    this.#channel.send(data);
  }

  #room() {
    return new Promise((go) => {
      for (const type of ["bufferedamountlow", "close"]) this.#channel.addEventListener(type, go, { once: true });
    });
  }

  #take(data) {
    if (typeof data === "string") {
      this.#arriving = announced(data);
      return;
    }
    const arriving = this.#arriving;
    if (!arriving) return;
    arriving.pieces.push(data);
    arriving.missing -= data.byteLength;
    if (arriving.missing > 0) return;
    this.#arriving = null;
    if (arriving.missing === 0) this.#open(arriving);
  }

  async #open({ use, name, sha256, pieces }) {
    const kind = kindOf(new Uint8Array(pieces[0].slice(0, 8)));
    const blob = new Blob(pieces, { type: kind?.type ?? "application/octet-stream" });
    const whole = kind !== null && (await hashOf(blob)) === sha256;
    const detail = whole ? { use, name: safeName(name, kind), blob, sha256 } : { use };
    this.dispatchEvent(new CustomEvent(whole ? "arrived" : "spoiled", { detail }));
  }
}

/** Reads what is said before the pieces; what is too large, or of no known use, is never collected. */
function announced(text) {
  try {
    const { use, name, size, sha256 } = JSON.parse(text);
    if (!Object.hasOwn(LARGEST, use) || !Number.isInteger(size) || size < 8 || size > LARGEST[use]) return null;
    return { use, name: String(name), sha256: String(sha256), pieces: [], missing: size };
  } catch {
    return null;
  }
}
