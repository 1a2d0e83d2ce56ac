import { parentPort, workerData } from 'node:worker_threads';
import { BATCH_ENTRYPOINT } from './entrypoints.ts';
import { WasmRuntime } from './wasm-runtime.ts';

/** What a thread is given to begin with. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly data: ArrayBuffer;
  readonly now: Date;
}

/** A serialised batch, and its place among the batches. */
export interface WorkerBatch {
  readonly place: number;
  readonly input: ArrayBuffer;
}

/** The answers to a batch; none when it did not come through, and has to be judged entity by entity. */
export interface WorkerAnswers {
  readonly place: number;
  readonly answers: unknown;
}

const { module, data, now } = workerData as WorkerStart;
const runtime = new WasmRuntime(module, data, now);

parentPort?.on('message', ({ place, input }: WorkerBatch) => {
  parentPort?.postMessage({ place, answers: answersTo(input) } satisfies WorkerAnswers);
});

function answersTo(input: ArrayBuffer): unknown {
  try {
    return runtime.run(BATCH_ENTRYPOINT, input);
  } catch {
    return undefined;
  }
}
