import { Worker } from 'node:worker_threads';
import type { WorkerAnswers, WorkerBatch, WorkerStart } from './batch-worker.ts';

/** A second thread that answers batches while the first is at work too. Both run one compiled module. */
export class SecondThread {
  readonly #worker: Worker;
  readonly #answers = new Map<number, unknown>();
  #waiting = 0;
  #gone = false;
  #settle: () => void = () => undefined;

  constructor(start: WorkerStart) {
    this.#worker = new Worker(new URL('./batch-worker.ts', import.meta.url), { workerData: start });
    this.#worker.on('message', ({ place, answers }: WorkerAnswers) => {
      this.#answers.set(place, answers);
      if (--this.#waiting === 0) this.#settle();
    });
    // Batches without an answer are judged by the first thread: slower, not wrong.
    this.#worker.on('error', () => this.#giveUp());
    this.#worker.on('exit', () => this.#giveUp());
  }

  post(place: number, input: ArrayBuffer): void {
    this.#waiting++;
    this.#worker.postMessage({ place, input } satisfies WorkerBatch, [input]);
  }

  /** The answers by the place of the batch, once all have come or none will come any more. */
  async finish(): Promise<ReadonlyMap<number, unknown>> {
    if (this.#waiting > 0 && !this.#gone) {
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
      });
    }
    await this.#worker.terminate();
    return this.#answers;
  }

  #giveUp(): void {
    this.#gone = true;
    this.#settle();
  }
}
