// The worker: looks for the number that a task hides (Altcha, version 1), beside the page, so that nobody waits for it.

const AT_ONCE = 200;
const text = new TextEncoder();
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));

async function isHidden(salt, number, wanted) {
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(salt + number)));
  return found.every((byte, index) => byte === wanted[index]);
}

async function solve({ challenge, maxnumber, salt }) {
  const wanted = bytesOf(challenge);
  for (let first = 0; first <= maxnumber; first += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, more) => isHidden(salt, first + more, wanted)));
    if (answers.includes(true)) return first + answers.indexOf(true);
  }
  throw new Error("the task has no solution");
}

self.addEventListener("message", async ({ data: { maxnumber, ...task } }) => {
  try {
    const number = await solve({ maxnumber, ...task });
    self.postMessage({ proof: btoa(JSON.stringify({ ...task, number })) });
  } catch {
    self.postMessage({ failed: true });
  }
});
