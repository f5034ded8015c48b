// The worker: runs the recogniser beside the page, so that picture and clicks never wait for it.
//
// Pictures come from this browser and go nowhere: the worker's policy lets it load from its own host, and it sends
// nothing.

import { read } from "./reader.js";

let recognise = null;

/** Loads the runtime and the model once; one thread needs no shared memory and no further headers. */
async function prepare({ runtime, compiled, model }) {
  const onnx = await import(runtime);
  onnx.env.wasm.numThreads = 1;
  onnx.env.wasm.wasmPaths = { wasm: compiled };
  const session = await onnx.InferenceSession.create(model, { executionProviders: ["wasm"] });
  return async (strips, count) => {
    const { y } = await session.run({ x: new onnx.Tensor("float32", strips, [count, 1, 32, 512]) });
    return y.data;
  };
}

/** The grey of a picture, as the eye weighs colours (ITU-R BT.601). */
function greyOf(bitmap) {
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  canvas.drawImage(bitmap, 0, 0);
  bitmap.close();
  const { data } = canvas.getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) {
    grey[at] = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
  }
  return { width, height, grey };
}

addEventListener("message", async ({ data: { id, bitmap, assets } }) => {
  try {
    recognise ??= prepare(assets);
    const begin = performance.now();
    const reading = await read(greyOf(bitmap), await recognise);
    postMessage({ id, reading, took: performance.now() - begin });
  } catch (error) {
    recognise = null;
    postMessage({ id, failed: String(error) });
  }
});
