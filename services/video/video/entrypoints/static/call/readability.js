// Whether a card held into the camera can be read, by three plain measures of one picture; nothing leaves the page.

// A card that fills the frame is 85.6 mm wide (ISO/IEC 7810, ID-1): 640 pixels make letters of 2.6 mm 19 pixels high.
export const WIDTH = 640;
export const HEIGHT = Math.round((WIDTH * 54) / 85.6);

const DARK = 60;
const BURNT = 250;
const GLARE_SHARE = 0.04;
const FLAT = 12;
const SHARP = 0.04;

/** Returns what one picture (RGBA) measures: mean brightness, share of burnt pixels, contrast, sharpness. */
export function measure(pixels, width, height) {
  const grey = new Float32Array(width * height);
  let sum = 0;
  let burnt = 0;
  for (let at = 0; at < grey.length; at += 1) {
    const [red, green, blue] = [pixels[4 * at], pixels[4 * at + 1], pixels[4 * at + 2]];
    grey[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    sum += grey[at];
    if (grey[at] >= BURNT) burnt += 1;
  }
  const brightness = sum / grey.length;
  const spread = grey.reduce((total, one) => total + (one - brightness) ** 2, 0) / grey.length;
  return {
    brightness,
    glare: burnt / grey.length,
    contrast: Math.sqrt(spread),
    // Edges against contrast: a dim card is not taken for a blurred one.
    sharpness: edges(grey, width, height) / Math.max(1, spread),
  };
}

/** Returns the key of the sentence that helps most: first the light, then where the card is, then the focus. */
export function judge({ brightness, glare, contrast, sharpness }) {
  if (brightness < DARK) return "card_dark";
  if (glare > GLARE_SHARE) return "card_glare";
  if (contrast < FLAT) return "card_absent";
  return sharpness < SHARP ? "card_blurred" : "card_readable";
}

/** The mean square of the Laplacian, which is high where lines are sharp (Pech-Pacheco et al., ICPR 2000). */
function edges(grey, width, height) {
  let sum = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      sum += (grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4 * grey[at]) ** 2;
    }
  }
  return sum / ((width - 2) * (height - 2));
}
