import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerAnswers, WorkerBatch, WorkerStart } from '../batch-worker.ts';

/** What the odd thread is given to begin with. */
export type OddStart = WorkerStart & { readonly behaviour: string };

/** What a second thread may do instead of answering. */
const behaviours: Readonly<Record<string, (batch: WorkerBatch) => void>> = {
  exits: () => process.exit(1),
  throws: () => {
    throw new Error('The thread is tired.');
  },
  hangs: () => {
    for (;;);
  },
  nothing: () => undefined,
  'another-place': ({ place }) => reply({ place: place + 1, answers: [] }),
  // The stack of a thread is larger than that of the process, so that this can be sent but not received.
  'too-deep': ({ place }) => reply({ place, answers: nest(6_000) }),
};

function reply(answers: WorkerAnswers): void {
  parentPort?.postMessage(answers);
}

function nest(levels: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < levels; i++) value = { value };
  return value;
}

const { behaviour } = workerData as OddStart;
if (behaviour === 'never-starts') throw new Error('The thread cannot start.');
parentPort?.on('message', (batch: WorkerBatch) => behaviours[behaviour]?.(batch));
