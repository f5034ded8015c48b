// The lens: lets the worker look at pictures, one after the other, until it has read a zone.

let worker = null;
let asked = 0;
const waiting = new Map();

/** Starts the worker with the first picture; it stays for the whole call. */
function started(address) {
  if (worker) return worker;
  worker = new Worker(address, { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  });
  worker.addEventListener("error", () => {
    waiting.forEach((tell) => tell({ failed: "worker" }));
    waiting.clear();
    worker = null;
  });
  return worker;
}

/** Reads one picture: `{ reading, took }`; `reading` is null where no zone stands with all its check digits. */
export async function look(source, { worker: address, ...assets }) {
  const bitmap = await createImageBitmap(source);
  const id = (asked += 1);
  return new Promise((tell) => {
    waiting.set(id, tell);
    started(address).postMessage({ id, bitmap, assets }, [bitmap]);
  });
}
