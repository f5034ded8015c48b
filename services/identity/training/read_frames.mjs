// Reads frames outside a browser, by the very modules that the browser runs, for tests and the benchmark:
// `node --experimental-default-type=module read_frames.mjs <model.onnx> < frames`. Each line of the input names a file
// of 1280 by 720 bytes of grey; each line of the output is `{ reading, took }` with milliseconds.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { read } from "../identity/entrypoints/static/mrz/reader.js";

const RUNTIME = "../../../libs/chassis/node_modules/onnxruntime-web/dist/ort.node.min.mjs";
const [WIDTH, HEIGHT, CLASSES] = [1280, 720, 38];

const onnx = await import(RUNTIME);
onnx.env.wasm.numThreads = 1;
const session = await onnx.InferenceSession.create(readFileSync(process.argv[2]));

/** Log-probabilities; a model that was exported without its last step gets it here. */
function logarithms(said) {
  for (let begin = 0; begin < said.length; begin += CLASSES) {
    const place = said.subarray(begin, begin + CLASSES);
    const most = Math.max(...place);
    const all = Math.log(place.reduce((sum, one) => sum + Math.exp(one - most), 0)) + most;
    for (let one = 0; one < CLASSES; one++) place[one] -= all;
  }
  return said;
}

async function recognise(strips, count) {
  const { y } = await session.run({ x: new onnx.Tensor("float32", strips, [count, 1, 32, 512]) });
  return logarithms(Float32Array.from(y.data));
}

for await (const file of createInterface({ input: process.stdin })) {
  const grey = new Uint8Array(readFileSync(file));
  const begin = performance.now();
  const reading = await read({ width: WIDTH, height: HEIGHT, grey }, recognise);
  process.stdout.write(`${JSON.stringify({ reading, took: performance.now() - begin })}\n`);
}
