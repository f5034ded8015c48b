// The reader: from a frame in grey to the lines of a zone whose check digits agree, or to nothing.

import { blobs } from "./blobs.js";
import { blocks } from "./blocks.js";
import { line } from "./characters.js";
import { ink, smaller } from "./ink.js";
import { rows } from "./rows.js";
import { HEIGHT, WIDTH, strip } from "./strip.js";
import { LAYOUTS, allowed, stands } from "./zone.js";

const LOOKED_AT = 640; // pixels across; enough to find lines in, and quick
const SHARES = [0.6, 1.1, 0.3];
const MOST_BLOCKS = 4;
const LEAST_SURE = 0.5;
const OF = { 3: ["TD1"], 2: ["TD3", "TD2"] };

/** Finds what may be zones: lists of lines, each with four corners in the frame. */
export function* candidates(frame) {
  const by = Math.max(1, Math.round(frame.width / LOOKED_AT));
  const small = smaller(frame, by);
  for (const share of SHARES) {
    const darkness = ink(small, { radius: 12, faintest: 8, share });
    const lines = rows(blobs(darkness, small.width, small.height), { lowest: 5, tallest: 30, shortest: small.width * 0.25 });
    for (const block of blocks(lines).slice(0, MOST_BLOCKS)) yield block.map((row) => scaled(row, by));
  }
}

const scaled = (band, by) => ({
  slope: band.slope, at: (band.at + 0.5) * by, height: band.height * by, left: band.left * by, right: band.right * by,
});

/** The corners of each line of a block: half a character more at the ends, and as high as the spacing there says. */
export function corners(block, characters) {
  const y = (band, x) => band.at + band.slope * x;
  const top = block[0];
  const bottom = block[block.length - 1];
  const spacing = (x) => y(bottom, x) - y(top, x);
  return block.map((band) => {
    const { left, right } = band;
    const advance = (right - left) / (characters - 0.25);
    const middle = spacing((left + right) / 2);
    const corner = (x, sign) => {
      const half = (0.8 * advance * spacing(x)) / middle;
      return [x - band.slope * sign * half, y(band, x) + sign * half];
    };
    const [begin, end] = [left - 0.5 * advance, right + 0.5 * advance];
    return [corner(begin, -1), corner(end, -1), corner(end, 1), corner(begin, 1)];
  });
}

/**
 * Reads a frame: `{ width, height, grey }`. `recognise` takes strips in one Float32Array and returns log-probabilities,
 * place by place. Returns `{ layout, lines, sure }` or null; names have no check digit and want a person's eye.
 */
export async function read(frame, recognise) {
  for (const block of candidates(frame)) {
    for (const layout of OF[block.length]) {
      const places = corners(block, LAYOUTS[layout].width);
      const said = await recogniseAll(frame, places, recognise);
      const found = allowed(layout).map((classes, row) => line(said[row], classes));
      const reading = { layout, lines: found.map(({ text }) => text), sure: Math.min(...found.map(({ sure }) => sure)) };
      if (reading.sure >= LEAST_SURE && stands(layout, reading.lines)) return reading;
    }
  }
  return null;
}

async function recogniseAll(frame, places, recognise) {
  const strips = new Float32Array(places.length * HEIGHT * WIDTH);
  places.forEach((one, row) => strips.set(strip(frame, one), row * HEIGHT * WIDTH));
  const said = await recognise(strips, places.length);
  const classes = said.length / 128 / places.length;
  return places.map((_, row) => {
    const own = new Float32Array(128 * classes);
    for (let place = 0; place < 128; place++) {
      own.set(said.subarray((place * places.length + row) * classes, (place * places.length + row + 1) * classes), place * classes);
    }
    return own;
  });
}
