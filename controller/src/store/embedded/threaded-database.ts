import { Worker } from 'node:worker_threads';
import type { PGliteDialectConfig } from 'kysely';
import type { DatabaseAnswer, DatabaseRequest } from './messages.ts';

type Pglite = Exclude<PGliteDialectConfig['pglite'], (...args: never[]) => unknown>;
type Query = Pick<Pglite, 'query'>;
type Results = Awaited<ReturnType<Query['query']>>;

interface Pending {
  readonly resolve: (results: Results) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * An embedded database in a thread of its own, as Kysely wants one: while it works, requests are answered and the next
 * entities are judged. Kysely sees to it that nothing comes between the statements of a transaction.
 */
export class ThreadedPglite implements Pglite {
  readonly #thread: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly waitReady: Promise<void>;
  ready = false;
  closed = false;
  #lastId = 0;
  #ended: Error | undefined;

  /** @param folder of the database; made when there is none */
  constructor(folder: string) {
    this.#thread = new Worker(new URL('./database-thread.ts', import.meta.url), { workerData: folder });
    this.#thread.on('message', (answer: DatabaseAnswer) => this.#receive(answer));
    this.#thread.on('error', (error) => this.#giveUp(error));
    this.#thread.on('exit', () => this.#giveUp(new Error('The thread of the embedded database has ended.')));
    this.waitReady = this.#query('select 1', []).then(() => {
      this.ready = true;
    });
  }

  async query<T>(sql: string, parameters: unknown[] = []): Promise<{ rows: T[] } & Results> {
    return (await this.#query(sql, parameters)) as { rows: T[] } & Results;
  }

  async transaction<T>(work: (tx: Query & { rollback(): Promise<void> }) => Promise<T>): Promise<T> {
    await this.#query('begin', []);
    try {
      const result = await work({
        query: (sql, parameters) => this.query(sql, parameters),
        rollback: async () => {
          throw new Error('A transaction is rolled back by what rejects in it.');
        },
      });
      await this.#query('commit', []);
      return result;
    } catch (error) {
      await this.#query('rollback', []);
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    const exited = new Promise((resolve) => this.#thread.once('exit', resolve));
    try {
      await this.#ask({ ask: 'close', id: ++this.#lastId });
    } finally {
      await exited;
    }
  }

  #query(sql: string, parameters: unknown[]): Promise<Results> {
    return this.#ask({ ask: 'query', id: ++this.#lastId, sql, parameters });
  }

  #ask(request: DatabaseRequest): Promise<Results> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#pending.set(request.id, { resolve, reject });
      this.#thread.postMessage(request);
    });
  }

  #receive(answer: DatabaseAnswer): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.ok) {
      const { rows, affectedRows } = answer;
      pending?.resolve({ rows, fields: [], ...(affectedRows === undefined ? {} : { affectedRows }) });
    } else {
      const { message, ...rest } = answer.error;
      pending?.reject(Object.assign(new Error(message), rest));
    }
  }

  #giveUp(reason: Error): void {
    this.#ended ??= reason;
    for (const { reject } of this.#pending.values()) reject(this.#ended);
    this.#pending.clear();
  }
}
