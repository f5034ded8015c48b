// What may travel as a file: judged by its first bytes, never by its name or by what the sender calls it.

const KINDS = [
  { type: "application/pdf", ending: "pdf", begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: "image/png", ending: "png", begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: "image/jpeg", ending: "jpg", begins: [0xff, 0xd8, 0xff] },
];
const LONGEST_NAME = 80;

/** Returns the kind of these bytes, or null for everything that is not a PDF, PNG or JPEG. */
export function kindOf(bytes) {
  return KINDS.find(({ begins }) => begins.every((byte, place) => bytes[place] === byte)) ?? null;
}

/** Returns a name that can only be a file's name, with the ending that its content has. */
export function safeName(name, kind) {
  const stem = String(name)
    .normalize("NFC")
    .replace(/\.[^.]*$/, "")
    .replace(/[^\p{L}\p{N} _-]+/gu, "_")
    .trim()
    .slice(0, LONGEST_NAME);
  return `${stem || "Datei"}.${kind.ending}`;
}
