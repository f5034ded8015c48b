// The short authentication string: the same six digits on both screens, or somebody stands in between.
//
// Whoever controls the signalling could hand each side fingerprints of their own (man in the middle). Both sides
// therefore derive a number from all certificate fingerprints of the connection (RFC 8122) and read it to each other.
// Commit, then reveal (as ZRTP does, RFC 6189 section 4.4): each side first sends only a hash of its random number.
// Without that, somebody in between could try fingerprints until six digits agree, which takes seconds.

const DIGITS = 6;
const encoder = new TextEncoder();

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const digest = (...parts) => crypto.subtle.digest("SHA-256", encoder.encode(JSON.stringify(parts)));

/** Returns every fingerprint that a description offers: a second, smuggled one must change the number too. */
export function fingerprintsOf(sdp) {
  const found = [...sdp.matchAll(/^a=fingerprint:(\S+) (\S+)/gm)].map(([, hash, print]) => `${hash} ${print}`.toUpperCase());
  return [...new Set(found)].sort();
}

export class Authentication extends EventTarget {
  #say;
  #me;
  #other;
  #prints;
  #nonce = hex(crypto.getRandomValues(new Uint8Array(32)));
  #bound = null;
  #committed = null;
  #revealed = false;
  code = null;

  /** `me` and `other` are the two participants' ids; `prints` returns {mine, theirs} once the connection stands. */
  constructor({ me, other, prints, say }) {
    super();
    this.#me = me;
    this.#other = other;
    this.#prints = prints;
    this.#say = say;
  }

  /** Sends what binds this side to its number without telling it. */
  begin() {
    this.#bound ??= digest(this.#me, this.#prints().mine, this.#nonce).then((hash) =>
      this.#say({ type: "sas-commit", hash: hex(hash) }),
    );
    return this.#bound;
  }

  async take(word) {
    if (word.type === "sas-commit" && this.#committed === null && typeof word.hash === "string") {
      this.#committed = word.hash;
      await this.begin();
      this.#revealed = true;
      this.#say({ type: "sas-reveal", nonce: this.#nonce });
    } else if (word.type === "sas-reveal" && this.#committed !== null && this.#revealed && this.code === null) {
      await this.#conclude(String(word.nonce));
    }
  }

  async #conclude(nonce) {
    const { mine, theirs } = this.#prints();
    if (hex(await digest(this.#other, theirs, nonce)) !== this.#committed) {
      this.dispatchEvent(new Event("broken"));
      return;
    }
    const sides = [[this.#me, mine, this.#nonce], [this.#other, theirs, nonce]].sort(([a], [b]) => (a < b ? -1 : 1));
    const value = new DataView(await digest("number", ...sides)).getUint32(0) % 10 ** DIGITS;
    const digits = String(value).padStart(DIGITS, "0");
    this.code = `${digits.slice(0, 3)} ${digits.slice(3)}`;
    this.dispatchEvent(new Event("code"));
  }
}
