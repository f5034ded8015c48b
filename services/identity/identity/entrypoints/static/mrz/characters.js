// Characters: the likeliest line of a given length, out of what the recogniser says for each of its places.
//
// The check digits take no part in it: which characters may stand where follows from the field's type alone. Whoever
// tries look-alikes until the digits agree accepts zones that nobody holds.

export const ALPHABET = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NEVER = -1e9;

/**
 * Reads a line: `said` holds log-probabilities (places × 38, class 0 is the blank of CTC), `allowed` for each character
 * the classes that may stand there. Returns the text and how sure its least sure character is (0 to 1).
 */
export function line(said, allowed) {
  const classes = ALPHABET.length + 1;
  const places = said.length / classes;
  const count = allowed.length;
  const states = count * classes; // state of character n: n·classes + class; class 0 is the blank behind it
  let score = new Float64Array(states + 1).fill(NEVER); // the last one is the blank before the first character
  score[states] = 0;
  const from = [];
  for (let place = 0; place < places; place++) {
    const next = new Float64Array(states + 1).fill(NEVER);
    const source = new Int32Array(states + 1).fill(-1);
    const say = (one) => said[place * classes + one];
    next[states] = score[states] + say(0);
    source[states] = states;
    for (let n = 0; n < count; n++) {
      const blankBefore = n === 0 ? states : (n - 1) * classes;
      const [best, second] = n === 0 ? [-1, -1] : twoBest(score, (n - 1) * classes, allowed[n - 1]);
      for (const one of allowed[n]) {
        const state = n * classes + one;
        let origin = score[state] >= score[blankBefore] ? state : blankBefore;
        const other = best >= 0 && best !== (n - 1) * classes + one ? best : second;
        if (other >= 0 && score[other] > score[origin]) origin = other;
        next[state] = score[origin] + say(one);
        source[state] = origin;
      }
      const [inked] = twoBest(score, n * classes, allowed[n]);
      const blank = n * classes;
      source[blank] = score[inked] > score[blank] ? inked : blank;
      next[blank] = score[source[blank]] + say(0);
    }
    score = next;
    from.push(source);
  }
  return traced(said, score, from, allowed);
}

function twoBest(score, begin, allowed) {
  let [best, second] = [-1, -1];
  for (const one of allowed) {
    const state = begin + one;
    if (best < 0 || score[state] > score[best]) [best, second] = [state, best];
    else if (second < 0 || score[state] > score[second]) second = state;
  }
  return [best, second];
}

/** Follows the best way back; a character is as sure as the surest of its places. */
function traced(said, score, from, allowed) {
  const classes = ALPHABET.length + 1;
  const last = allowed.length - 1;
  const [inked] = twoBest(score, last * classes, allowed[last]);
  let state = score[inked] > score[last * classes] ? inked : last * classes;
  const text = new Array(allowed.length).fill("");
  const sure = new Float64Array(allowed.length);
  for (let place = from.length - 1; place >= 0; place--) {
    const one = state % classes;
    const n = Math.floor(state / classes);
    if (one !== 0 && n < allowed.length) {
      text[n] = ALPHABET[one - 1];
      sure[n] = Math.max(sure[n], Math.exp(said[place * classes + one]));
    }
    state = from[place][state];
  }
  return { text: text.join(""), sure: Math.min(...sure) };
}
