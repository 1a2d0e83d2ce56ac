import { Worker } from 'node:worker_threads';
import type { WorkerAnswers, WorkerBatch, WorkerStart } from './batch-worker.ts';

/** Batches posted ahead: one that the thread is at, and what keeps it busy until the first thread looks up again. */
const AHEAD = 3;

/**
 * A second thread that answers batches while the first is at work too. Both run one compiled module.
 *
 * Nothing waits for it: a batch whose answer is not here when it is needed is judged by the first thread. So a thread
 * that never starts, dies or hangs makes an evaluation slower, not wrong.
 */
export class SecondThread {
  readonly #worker: Worker;
  readonly #posted = new Set<number>();
  readonly #answers = new Map<number, unknown>();
  #gone = false;

  /** @param script what the thread runs */
  constructor(start: WorkerStart, script: URL = new URL('./batch-worker.ts', import.meta.url)) {
    this.#worker = new Worker(script, { workerData: start });
    this.#worker.on('message', ({ place, answers }: WorkerAnswers) => {
      if (this.#posted.delete(place)) this.#answers.set(place, answers);
    });
    // Values nested too deep for the way from thread to thread come as an error of their own, which names no batch.
    this.#worker.on('messageerror', () => this.#giveUp());
    this.#worker.on('error', () => this.#giveUp());
    this.#worker.on('exit', () => this.#giveUp());
  }

  /** Whether it has ended, or cannot be relied upon any more. */
  get isGone(): boolean {
    return this.#gone;
  }

  /** Whether it would begin a further batch soon. */
  get hasRoom(): boolean {
    return !this.#gone && this.#posted.size < AHEAD;
  }

  post(place: number, input: ArrayBuffer): void {
    this.#posted.add(place);
    this.#worker.postMessage({ place, input } satisfies WorkerBatch, [input]);
  }

  /** The answers to a batch; undefined when it has none, or none yet. */
  answersTo(place: number): unknown {
    return this.#answers.get(place);
  }

  /** A thread that nobody ends keeps the process alive. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  #giveUp(): void {
    this.#gone = true;
  }
}
