// Judges zones with the browser's reader: JSON in, JSON out, for test_mrz_in_browser.py.

import { readFileSync } from "node:fs";
import { line } from "../../../services/identity/identity/entrypoints/static/mrz/characters.js";
import { allowed, digits, fits, stands } from "../../../services/identity/identity/entrypoints/static/mrz/zone.js";

const { zones = [], said = [] } = JSON.parse(readFileSync(0, "utf8"));
const judged = zones.map(({ layout, lines }) => ({
  fits: fits(layout, lines),
  digits: fits(layout, lines) ? digits(layout, lines) : null,
  stands: stands(layout, lines),
}));
const read = said.map(({ layout, row, places }) => line(Float32Array.from(places.flat()), allowed(layout)[row]));
process.stdout.write(JSON.stringify({ judged, read }));
