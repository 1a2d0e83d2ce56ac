import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TaskAnswer, TaskRequest } from './answer-tasks.ts';

/** What a task may use before it is ended. */
export interface WorkerLimits {
  readonly timeoutMs: number;
  /** Of the JavaScript heap. */
  readonly memoryMb: number;
  /** After so many tasks that took too long no other is begun: a hundred hostile inputs must not cost a hundred times. */
  readonly mostTimeouts: number;
}

/** A value, or why there is none. */
export type Bounded =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: 'timeout' | 'memory' | 'failed'; readonly message: string };

/**
 * Runs tasks on input that nobody has looked at yet, one after the other, in a thread of their own. A task that runs
 * too long or takes too much memory loses its thread; the next one gets a new one.
 */
export class BoundedWorker {
  readonly #script: URL;
  readonly #limits: WorkerLimits;
  #worker: Worker | undefined;
  #isOver = false;
  #timeouts = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param script what the thread runs: it answers `TaskRequest`s */
  constructor(script: URL, limits: WorkerLimits) {
    this.#script = script;
    this.#limits = limits;
  }

  /** Never rejects. Waits for the tasks before it. */
  run(task: string, input: unknown): Promise<Bounded> {
    const turn = this.#last.then(() => this.#runNow(task, input));
    this.#last = turn;
    return turn;
  }

  /** Ends the thread, whatever it is at, and takes no more tasks. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#drop();
  }

  async #runNow(task: string, input: unknown): Promise<Bounded> {
    if (this.#isOver) return lost('failed', 'It was not begun any more.');
    if (this.#timeouts >= this.#limits.mostTimeouts)
      return lost('timeout', `It was not begun, as ${this.#timeouts} before it took too long.`);
    const worker = this.#worker ?? (await this.#start());
    const answer = isGone(worker)
      ? lost('failed', 'Its thread does not start.')
      : await this.#ask(worker, { task, input });
    // A thread that did not answer may be at it still, or gone.
    if ('reason' in answer) {
      if (answer.reason === 'timeout') this.#timeouts++;
      await this.#drop();
    }
    return 'error' in answer ? { ok: false, reason: 'failed', message: answer.error } : answer;
  }

  async #drop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #ask(worker: Worker, request: TaskRequest): Promise<Bounded | Extract<TaskAnswer, { error: string }>> {
    const { timeoutMs, memoryMb } = this.#limits;
    return new Promise((resolve) => {
      const settle = (outcome: Bounded | Extract<TaskAnswer, { error: string }>): void => {
        clearTimeout(timer);
        for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
        resolve(outcome);
      };
      const listeners = {
        message: (answer: TaskAnswer) =>
          settle('error' in answer ? answer : { ok: true, value: answer.value }),
        messageerror: () => settle(lost('failed', 'Its answer cannot be read.')),
        error: (error: NodeJS.ErrnoException) =>
          settle(
            error.code === 'ERR_WORKER_OUT_OF_MEMORY'
              ? lost('memory', `It took more than ${memoryMb} MB of memory.`)
              : lost('failed', error.message),
          ),
        exit: (code: number) => settle(lost('failed', `Its thread ended with ${code}.`)),
      };
      const timer = setTimeout(
        () => settle(lost('timeout', `It took longer than ${timeoutMs / 1000} s.`)),
        timeoutMs,
      );
      for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
      worker.postMessage(request);
    });
  }

  /** A thread that is ready, so that its start does not count as the time of a task. */
  async #start(): Promise<Worker> {
    this.#worker = new Worker(this.#script, {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memoryMb },
      // A parser has no business with the environment of the process.
      env: {},
    });
    const worker = this.#worker;
    await Promise.race([once(worker, 'online'), once(worker, 'exit')]).catch(() => undefined);
    return worker;
  }
}

function isGone({ threadId }: Worker): boolean {
  return threadId === -1;
}

function lost(reason: 'timeout' | 'memory' | 'failed', message: string): Bounded {
  return { ok: false, reason, message };
}
