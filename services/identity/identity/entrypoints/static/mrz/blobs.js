// Blobs: pieces of ink that hang together, as characters do.

/** Runs of ink in the rows of a picture. */
function runsOf(marks, width, height) {
  const runs = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!marks[y * width + x]) continue;
      const begin = x;
      while (x < width && marks[y * width + x]) x++;
      runs.push({ y, begin, end: x, parent: runs.length });
    }
  }
  return runs;
}

function root(runs, index) {
  let at = index;
  while (runs[at].parent !== at) {
    runs[at].parent = runs[runs[at].parent].parent;
    at = runs[at].parent;
  }
  return at;
}

/** Joins runs that touch in neighbouring rows, also over a corner. */
function join(runs) {
  let above = 0;
  runs.forEach((run, here) => {
    while (runs[above].y < run.y - 1) above++;
    for (let other = above; runs[other].y < run.y; other++) {
      if (runs[other].begin <= run.end && run.begin <= runs[other].end) {
        runs[root(runs, other)].parent = root(runs, here);
      }
    }
  });
}

/** Returns the blobs with their boxes and how dark they are at their darkest; `darkness` is 0 where there is no ink. */
export function blobs(darkness, width, height) {
  const runs = runsOf(darkness, width, height);
  join(runs);
  const found = new Map();
  runs.forEach(({ y, begin, end }, index) => {
    const key = root(runs, index);
    const blob = found.get(key) ?? { left: begin, right: end, top: y, bottom: y, dark: 0 };
    blob.left = Math.min(blob.left, begin);
    blob.right = Math.max(blob.right, end);
    blob.bottom = y + 1;
    for (let x = begin; x < end; x++) blob.dark = Math.max(blob.dark, darkness[y * width + x]);
    found.set(key, blob);
  });
  return [...found.values()].map((blob) => ({
    ...blob, x: (blob.left + blob.right) / 2, y: (blob.top + blob.bottom) / 2, height: blob.bottom - blob.top,
  }));
}
