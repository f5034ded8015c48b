// Ink: what is darker than its surroundings, so that neither shade nor light matters.

/** Makes a grey picture `by` times smaller; each pixel is the mean of those it stands for. */
export function smaller({ width, height, grey }, by) {
  if (by === 1) return { width, height, grey };
  const [w, h] = [Math.floor(width / by), Math.floor(height / by)];
  const small = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let down = 0; down < by; down++) {
        const row = (y * by + down) * width + x * by;
        for (let right = 0; right < by; right++) sum += grey[row + right];
      }
      small[y * w + x] = sum / (by * by);
    }
  }
  return { width: w, height: h, grey: small };
}

/** Sums of all pixels above and to the left, of the values and of their squares. */
function sums({ width, height, grey }) {
  const wide = width + 1;
  const plain = new Float64Array(wide * (height + 1));
  const squared = new Float64Array(wide * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    let rowSquared = 0;
    for (let x = 0; x < width; x++) {
      const value = grey[y * width + x];
      row += value;
      rowSquared += value * value;
      plain[(y + 1) * wide + x + 1] = plain[y * wide + x + 1] + row;
      squared[(y + 1) * wide + x + 1] = squared[y * wide + x + 1] + rowSquared;
    }
  }
  return { plain, squared };
}

/** Returns by how much a pixel is darker than the square round it; 0 if not more than `faintest` and part of its contrast. */
export function ink(picture, { radius, faintest, share }) {
  const { width, height, grey } = picture;
  const { plain, squared } = sums(picture);
  const wide = width + 1;
  const marks = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius) * wide, Math.min(height, y + radius + 1) * wide];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)];
      const count = ((bottom - top) / wide) * (right - left);
      const mean = (plain[bottom + right] - plain[bottom + left] - plain[top + right] + plain[top + left]) / count;
      const square = (squared[bottom + right] - squared[bottom + left] - squared[top + right] + squared[top + left]) / count;
      const deviation = Math.sqrt(Math.max(0, square - mean * mean));
      const dark = mean - grey[y * width + x];
      if (dark > Math.max(faintest, share * deviation)) marks[y * width + x] = dark;
    }
  }
  return marks;
}
