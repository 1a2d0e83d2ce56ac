import { Worker } from 'node:worker_threads';
import type { EmbeddedDatabase, Rows } from './embedded-dialect.ts';
import type { DatabaseAnswer, DatabaseRequest } from './messages.ts';

interface Pending {
  readonly resolve: (rows: Rows) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * An embedded database in a thread of its own: while it works, requests are answered and the next entities are judged.
 * It has one connection; whoever uses it sees to it that nothing comes between the statements of a transaction.
 */
export class ThreadedDatabase implements EmbeddedDatabase {
  readonly #thread: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #exited: Promise<unknown>;
  readonly #lost = Promise.withResolvers<Error>();
  #lastId = 0;
  #closing: Promise<void> | undefined;
  #ended: Error | undefined;

  /** @param thread that `startDatabaseThread` started */
  constructor(thread: Worker) {
    this.#thread = thread;
    this.#exited = new Promise((resolve) => this.#thread.once('exit', resolve));
    this.#thread.on('message', (answer: DatabaseAnswer) => this.#receive(answer));
    this.#thread.on('error', (error) => this.#giveUp(error));
    this.#thread.on('exit', () => this.#giveUp(new Error('The thread of the embedded database has ended.')));
  }

  /** Resolves when the thread has ended although nobody closed it: then every query fails, for good. */
  get lost(): Promise<Error> {
    return this.#lost.promise;
  }

  query(sql: string, parameters: unknown[] = []): Promise<Rows> {
    return this.#ask({ ask: 'query', id: ++this.#lastId, sql, parameters });
  }

  /** Gives up what is under way and closes the database, however often it is called. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      if (this.#ended === undefined) await this.#ask({ ask: 'close', id: ++this.#lastId });
    } finally {
      await this.#exited;
    }
  }

  #ask(request: DatabaseRequest): Promise<Rows> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#thread.postMessage(request);
      this.#pending.set(request.id, { resolve, reject });
    });
  }

  #receive(answer: DatabaseAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.ok) {
      const { rows, affectedRows } = answer;
      pending?.resolve({ rows, affectedRows });
    } else {
      const { message, ...rest } = answer.error;
      pending?.reject(Object.assign(new Error(message), rest));
    }
  }

  #giveUp(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
    if (this.#closing === undefined) this.#lost.resolve(this.#ended);
  }
}

/** @param folder of the database; made when there is none */
export function startDatabaseThread(folder: string): Worker {
  return new Worker(new URL('./database-thread.ts', import.meta.url), { workerData: folder });
}
