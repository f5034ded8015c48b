// Rows: blobs of one height and darkness that stand side by side on a straight line, as the characters of a line do.

const GAP = 1.9; // in heights: a character may be lost to a reflection
const STEEPEST = 0.35;

/** Whether two neighbours may be characters of one line. */
function alike(one, other) {
  const taller = Math.max(one.height, other.height);
  const darker = Math.max(one.dark, other.dark);
  return Math.min(one.height, other.height) > 0.6 * taller && Math.min(one.dark, other.dark) > 0.4 * darker;
}

/** The next blob to the right (or to the left) of each blob that may follow it in a line, or null. */
function neighbours(sorted, tallest) {
  const next = new Map();
  const before = new Map();
  const nearer = (map, key, value, far) => {
    if (!map.has(key) || far < map.get(key).far) map.set(key, { value, far });
  };
  sorted.forEach((one, index) => {
    for (let after = index + 1; after < sorted.length; after++) {
      const other = sorted[after];
      const gap = other.left - one.right;
      if (other.left > one.right + GAP * tallest) break;
      const across = other.x - one.x;
      if (gap < -2 || gap > 1.2 * one.height || !alike(one, other)) continue;
      const off = Math.abs(other.y - one.y);
      if (off > 0.2 * one.height + STEEPEST * across) continue;
      nearer(next, one, other, across + 2 * off);
      nearer(before, other, one, across + 2 * off);
    }
  });
  return { next, before };
}

/** Blobs that are each other's nearest, in a row. */
function chains(sorted, tallest) {
  const { next, before } = neighbours(sorted, tallest);
  const follow = (one) => {
    const other = next.get(one)?.value;
    return other && before.get(other)?.value === one ? other : null;
  };
  const led = new Set(sorted.map(follow).filter(Boolean));
  return sorted.filter((one) => !led.has(one)).map((first) => {
    const chain = [];
    for (let one = first; one; one = follow(one)) chain.push(one);
    return chain;
  });
}

const usual = (values) => [...values].sort((one, other) => one - other)[values.length >> 1];

/** Fits y = at + slope·x through the middles of blobs; those far off are left out in a second fit. */
function straight(row) {
  let kept = row;
  let line = null;
  for (let round = 0; round < 3; round++) {
    const [n, sx, sy] = [kept.length, sum(kept, (one) => one.x), sum(kept, (one) => one.y)];
    const sxx = sum(kept, (one) => one.x * one.x);
    const sxy = sum(kept, (one) => one.x * one.y);
    const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx || 1);
    line = { slope, at: (sy - slope * sx) / n };
    const off = (one) => Math.abs(one.y - line.at - line.slope * one.x);
    const most = Math.max(0.75, 2.5 * usual(kept.map(off)));
    kept = row.filter((one) => off(one) <= most);
  }
  return line;
}

const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);

/** Grows a chain into the whole row: what stands on its line and looks like it, over gaps of a character. */
function grown(chain, sorted) {
  let row = chain;
  for (let round = 0; round < 4; round++) {
    const line = straight(row);
    const height = usual(row.map((one) => one.height));
    const on = sorted.filter((one) =>
      Math.abs(one.y - line.at - line.slope * one.x) < 0.3 * height && one.height > 0.55 * height && one.height < 1.5 * height);
    const middle = usual(row.map((one) => one.x));
    const start = on.findIndex((one) => one.x >= middle);
    if (start < 0) return null;
    const next = [on[start]];
    for (let at = start + 1; at < on.length && reaches(next.at(-1), on[at], height); at++) next.push(on[at]);
    for (let at = start - 1; at >= 0 && reaches(on[at], next[0], height); at--) next.unshift(on[at]);
    if (next.length === row.length && round > 0) break;
    row = next;
    if (row.length < 4) return null;
  }
  const left = Math.min(...row.map((one) => one.left));
  const right = Math.max(...row.map((one) => one.right));
  return { ...straight(row), height: usual(row.map((one) => one.height)), left, right, count: row.length };
}

const reaches = (one, other, height) =>
  other.left - one.right < GAP * height && Math.min(one.dark, other.dark) > 0.35 * Math.max(one.dark, other.dark);

/** Returns the rows with many characters, each once, from the top down. */
export function rows(all, { lowest, tallest, shortest }) {
  const fit = all.filter((one) => one.height >= lowest && one.height <= tallest && one.right - one.left <= 6 * one.height);
  const sorted = fit.sort((one, other) => one.x - other.x);
  const found = [];
  for (const chain of chains(sorted, tallest).filter((one) => one.length >= 5).sort((a, b) => b.length - a.length)) {
    if (found.some((row) => covers(row, chain))) continue;
    const row = grown(chain, sorted);
    if (!row || Math.abs(row.slope) > STEEPEST || row.right - row.left < shortest) continue;
    const long = (row.right - row.left) / row.height;
    if (long > 15 && row.count > 0.45 * long) found.push(row);
  }
  return found.sort((one, other) => one.at + one.slope * one.left - other.at - other.slope * other.left);
}

/** Whether a row has taken this chain in. */
function covers(row, chain) {
  const x = usual(chain.map((one) => one.x));
  return x > row.left && x < row.right && Math.abs(usual(chain.map((one) => one.y)) - row.at - row.slope * x) < row.height / 2;
}
