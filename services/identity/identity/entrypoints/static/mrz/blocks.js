// Blocks: two or three bands under each other that lie as the lines of a zone lie (ICAO 9303 part 3, section 4).

const SPACING = [0.03, 0.09];
const PARALLEL = 0.05;

const length = (band) => band.right - band.left;
const heightAt = (band, x) => band.at + band.slope * x;

/** Whether `lower` may be the line below `upper`. */
function below(upper, lower) {
  const long = Math.max(length(upper), length(lower));
  const shared = Math.min(upper.right, lower.right) - Math.max(upper.left, lower.left);
  const x = (Math.max(upper.left, lower.left) + Math.min(upper.right, lower.right)) / 2;
  const spacing = (heightAt(lower, x) - heightAt(upper, x)) / long;
  return (
    spacing > SPACING[0] && spacing < SPACING[1] &&
    Math.abs(upper.slope - lower.slope) < PARALLEL &&
    shared > 0.75 * long
  );
}

/** Returns the lists of bands that may be a zone; the lowest and longest come first. */
export function blocks(bands) {
  const found = [];
  bands.forEach((first) => {
    for (const second of bands) {
      if (!below(first, second)) continue;
      const thirds = bands.filter((third) => below(second, third));
      for (const third of thirds) found.push([first, second, third]);
      found.push([first, second]);
    }
  });
  return found.sort((one, other) => other.length - one.length || other[0].at - one[0].at);
}
