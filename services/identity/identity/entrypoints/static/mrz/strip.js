// Strips: a line of text, cut out of the frame and straightened, as the recogniser wants it (32 by 512, normalised).

export const HEIGHT = 32;
export const WIDTH = 512;

/** The projection that takes the unit square to four corners (clockwise from the top left), in closed form. */
function projection([a, b, c, d]) {
  const [sx, sy] = [a[0] - b[0] + c[0] - d[0], a[1] - b[1] + c[1] - d[1]];
  const [ux, uy] = [b[0] - c[0], b[1] - c[1]];
  const [vx, vy] = [d[0] - c[0], d[1] - c[1]];
  const area = ux * vy - vx * uy;
  const [g, h] = [(sx * vy - vx * sy) / area, (ux * sy - sx * uy) / area];
  return (u, v) => {
    const depth = g * u + h * v + 1;
    return [
      ((b[0] - a[0] + g * b[0]) * u + (d[0] - a[0] + h * d[0]) * v + a[0]) / depth,
      ((b[1] - a[1] + g * b[1]) * u + (d[1] - a[1] + h * d[1]) * v + a[1]) / depth,
    ];
  };
}

/** The grey between four pixels. */
function between({ width, height, grey }, x, y) {
  const left = Math.min(width - 2, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 2, Math.max(0, Math.floor(y)));
  const [right, down] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))];
  const at = top * width + left;
  const upper = grey[at] * (1 - right) + grey[at + 1] * right;
  const lower = grey[at + width] * (1 - right) + grey[at + width + 1] * right;
  return upper * (1 - down) + lower * down;
}

/** Cuts what lies between four corners; every pixel is the mean of four samples. */
export function strip(picture, corners) {
  const place = projection(corners);
  const grey = new Float32Array(WIDTH * HEIGHT);
  let [sum, squares] = [0, 0];
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      let value = 0;
      for (const down of [0.25, 0.75]) {
        for (const right of [0.25, 0.75]) {
          const [u, v] = place((x + right) / WIDTH, (y + down) / HEIGHT);
          value += between(picture, u - 0.5, v - 0.5) / 4;
        }
      }
      grey[y * WIDTH + x] = value;
      sum += value;
      squares += value * value;
    }
  }
  const mean = sum / grey.length;
  const deviation = Math.sqrt(Math.max(0, squares / grey.length - mean * mean)) + 1e-3;
  return grey.map((value) => (value - mean) / deviation);
}
