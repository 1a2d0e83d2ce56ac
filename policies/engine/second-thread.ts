import { Worker } from 'node:worker_threads';
import type { WorkerAnswers, WorkerBatch, WorkerStart } from './batch-worker.ts';

/** A second thread that answers batches while the first is at work too. Both run one compiled module. */
export class SecondThread {
  readonly #worker: Worker;
  readonly #answers = new Map<number, unknown>();
  #waiting = 0;
  #gone = false;
  #settle: () => void = () => undefined;

  /** @param script what the thread runs */
  constructor(start: WorkerStart, script: URL = new URL('./batch-worker.ts', import.meta.url)) {
    this.#worker = new Worker(script, { workerData: start });
    this.#worker.on('message', ({ place, answers }: WorkerAnswers) => {
      this.#answers.set(place, answers);
      this.#arrive();
    });
    // Batches without an answer are judged by the first thread: slower, not wrong. One whose values are nested too
    // deep for the way from thread to thread comes as an error of its own.
    this.#worker.on('messageerror', () => this.#arrive());
    this.#worker.on('error', () => this.#giveUp());
    this.#worker.on('exit', () => this.#giveUp());
  }

  post(place: number, input: ArrayBuffer): void {
    this.#waiting++;
    this.#worker.postMessage({ place, input } satisfies WorkerBatch, [input]);
  }

  /** The answers by the place of the batch, once all have come or none will come any more. */
  async answers(): Promise<ReadonlyMap<number, unknown>> {
    if (this.#waiting > 0 && !this.#gone) {
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
      });
    }
    return this.#answers;
  }

  /** A thread that nobody ends keeps the process alive. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  #arrive(): void {
    if (--this.#waiting === 0) this.#settle();
  }

  #giveUp(): void {
    this.#gone = true;
    this.#settle();
  }
}
