import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { ask } from '../shared/api.ts';
import type { Graphs } from './answer.ts';
import { heardSamples } from './hearing/blocks.ts';

/** What the service has of onnxruntime-web beside the page. */
const folder = './onnxruntime-web/';

/** The graphs of a model and of the speech detector in onnxruntime-web, on one thread. */
export async function openGraphs(model: string): Promise<Graphs> {
  const base = new URL(folder, document.baseURI).href;
  const ort = await import(/* @vite-ignore */ `${base}ort.wasm.min.mjs`) as typeof import('onnxruntime-web/wasm');
  ort.env.wasm.wasmPaths = base;
  ort.env.wasm.numThreads = 1;
  const open = async (path: string) =>
    ort.InferenceSession.create(new Uint8Array(await (await ask(path)).arrayBuffer()), { executionProviders: ['wasm'] });
  const detector = await open('v1/detector/graph');
  const classifier = await open(`v1/models/${encodeURIComponent(model)}/graph`);
  const run = async (session: InferenceSession, output: string, inputs: Record<string, Tensor>) =>
    (await session.run(inputs))[output].data as Float32Array;
  return {
    speech: (blocks) => run(detector, 'speech', {
      blocks: new ort.Tensor('float32', blocks, [blocks.length / heardSamples, heardSamples]),
      state: new ort.Tensor('float32', new Float32Array(256), [2, 1, 128]),
    }),
    scores: (features, { mel, channelled }) => run(classifier, 'scores', {
      features: new ort.Tensor('float32', features, [1, features.length / mel.bands, mel.bands, ...(channelled ? [1] : [])]),
    }),
  };
}
