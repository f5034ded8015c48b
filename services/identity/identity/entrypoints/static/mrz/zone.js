// Zones: where each field stands, which characters it may hold, and its check digits (ICAO 9303 parts 3 to 6).
//
// The service judges what is sent to it with its own reader; tests hold both to the same vectors.

import { ALPHABET } from "./characters.js";

const DIGITS = "0123456789";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const KINDS = {
  digits: DIGITS,
  "digits-or-filler": `${DIGITS}<`,
  letters: `${LETTERS}<`,
  all: `${DIGITS}${LETTERS}<`,
  sex: "MF<",
};

// Each field: line, begin, end (from 0, the end is not part of it), kind.
const CARD = {
  code: [0, 0, 2, "letters"], state: [0, 2, 5, "letters"], number: [0, 5, 14, "all"],
  number_check: [0, 14, 15, "digits-or-filler"], optional: [0, 15, 30, "all"],
  birth: [1, 0, 6, "digits-or-filler"], birth_check: [1, 6, 7, "digits"], sex: [1, 7, 8, "sex"],
  expiry: [1, 8, 14, "digits"], expiry_check: [1, 14, 15, "digits"], nationality: [1, 15, 18, "letters"],
  more: [1, 18, 29, "all"], composite_check: [1, 29, 30, "digits"], names: [2, 0, 30, "letters"],
};
const booklet = (width, optionalEnd) => ({
  code: [0, 0, 2, "letters"], state: [0, 2, 5, "letters"], names: [0, 5, width, "letters"],
  number: [1, 0, 9, "all"], number_check: [1, 9, 10, "digits-or-filler"], nationality: [1, 10, 13, "letters"],
  birth: [1, 13, 19, "digits-or-filler"], birth_check: [1, 19, 20, "digits"], sex: [1, 20, 21, "sex"],
  expiry: [1, 21, 27, "digits"], expiry_check: [1, 27, 28, "digits"], optional: [1, 28, optionalEnd, "all"],
  composite_check: [1, width - 1, width, "digits"],
});

export const LAYOUTS = {
  TD1: { rows: 3, width: 30, fields: CARD, composite: [[0, 5, 30], [1, 0, 7], [1, 8, 15], [1, 18, 29]] },
  TD2: { rows: 2, width: 36, fields: booklet(36, 35), composite: [[1, 0, 10], [1, 13, 20], [1, 21, 35]] },
  TD3: {
    rows: 2,
    width: 44,
    fields: { ...booklet(44, 42), number_check: [1, 9, 10, "digits"], optional_check: [1, 42, 43, "digits-or-filler"] },
    composite: [[1, 0, 10], [1, 13, 20], [1, 21, 43]],
  },
};

/** The classes of the recogniser that may stand at each place of each line. */
export function allowed(layout) {
  const { rows, width, fields } = LAYOUTS[layout];
  const places = Array.from({ length: rows }, () => Array.from({ length: width }, () => []));
  for (const [line, begin, end, kind] of Object.values(fields)) {
    const classes = [...KINDS[kind]].map((one) => ALPHABET.indexOf(one) + 1);
    for (let at = begin; at < end; at++) places[line][at] = classes;
  }
  return places;
}

/** The sum of the characters' values, weighted 7, 3, 1, modulo 10. */
export function checkDigit(text) {
  const value = (one) => (one === "<" ? 0 : parseInt(one, 36));
  return String([...text].reduce((sum, one, at) => sum + value(one) * [7, 3, 1][at % 3], 0) % 10);
}

/** Judges each check digit of a zone: true, false, or null where this document has none. */
export function digits(layout, lines) {
  const { fields, composite } = LAYOUTS[layout];
  const read = (name) => lines[fields[name][0]].slice(fields[name][1], fields[name][2]);
  const agrees = (text, digit) => checkDigit(text) === digit;
  return {
    number: number(read, agrees),
    birth: agrees(read("birth"), read("birth_check")),
    expiry: agrees(read("expiry"), read("expiry_check")),
    optional: optional(fields, read, agrees),
    composite: agrees(composite.map(([line, begin, end]) => lines[line].slice(begin, end)).join(""), read("composite_check")),
  };
}

/** A filler in the digit's place says that the number goes on in the optional data. */
function number(read, agrees) {
  const [begin, digit] = [read("number"), read("number_check")];
  if (digit !== "<") return /[^<]/.test(begin) && agrees(begin, digit);
  const [rest] = read("optional").split("<", 1);
  return agrees(begin + rest.slice(0, -1), rest.slice(-1));
}

function optional(fields, read, agrees) {
  if (!fields.optional_check) return null;
  if (!/[^<]/.test(read("optional")) && read("optional_check") === "<") return true;
  return agrees(read("optional"), read("optional_check"));
}

/** Whether every line has its length and its characters. */
export function fits(layout, lines) {
  const { rows, width, fields } = LAYOUTS[layout];
  return (
    lines.length === rows && lines.every((line) => line.length === width) &&
    Object.values(fields).every(([line, begin, end, kind]) => [...lines[line].slice(begin, end)].every((one) => KINDS[kind].includes(one)))
  );
}

/** Whether a zone has the right shape and no check digit differs. */
export function stands(layout, lines) {
  return fits(layout, lines) && Object.values(digits(layout, lines)).every((good) => good !== false);
}
