import type { CompiledQuery } from 'kysely';
import type { Client, QueryResultRow } from 'pg';
import type { Clock } from '../clock.ts';
import { changeSettings } from '../store/change-settings.ts';
import type { PostgresStore } from '../store/store.ts';
import { textOfCause } from '../store/store-error.ts';

/** The server ends a session that it has not heard of for so long, and with it the lock. */
const SESSION_MS = 15_000;
const HEARTBEAT_MS = 3_000;
/** Looked at with every heartbeat, this ends a term before the server can end the session. */
const LATE_MS = SESSION_MS - HEARTBEAT_MS;

/**
 * Who waits holds a snapshot of the database, which keeps the server from cleaning up: the wait is cut into pieces.
 * This also bounds how long a new leader waits for what the one before has left unfinished.
 */
const LONGEST_WAIT_MS = 30_000;

const settings = {
  idle_session_timeout: `${SESSION_MS}ms`,
  idle_in_transaction_session_timeout: `${SESSION_MS}ms`,
  lock_timeout: `${LONGEST_WAIT_MS}ms`,
  statement_timeout: '0',
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
  tcp_user_timeout: `${SESSION_MS}ms`,
};

/** Locks are numbers of one database: the schema tells several registries in it apart. */
const lockStatement = "select pg_advisory_lock(hashtextextended('souk leadership ' || current_schema(), 0))";
const heartbeatStatement = `
  select exists (
    select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() and granted
  ) as held`;
const LOCK_NOT_AVAILABLE = '55P03';

/** A session of the server that can hold the lock of the leader. */
export class LockSession {
  readonly #client: Client;
  readonly #clock: Clock;
  readonly #closed = new AbortController();
  readonly #lost = new AbortController();
  #lastError: Error | undefined;
  /** By the monotonic clock. The server has heard of this process then or later. */
  #heardAt = performance.now();

  private constructor(client: Client, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
    client.on('error', (error) => {
      this.#lastError = error;
    });
    client.on('end', () => this.lose(this.#lastError?.message ?? 'the connection ended'));
  }

  /** Opens a session that holds nothing yet. */
  static async open(store: PostgresStore, clock: Clock): Promise<LockSession> {
    const client = await store.connect('souk leadership');
    const session = new LockSession(client, clock);
    try {
      await changeSettings(client, settings);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  /** Fires when somebody else may hold the lock from now on; its reason says why. Never after `close`. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Waits until the lock is free and takes it. Rejects when the connection is lost or closed. */
  async lock(): Promise<void> {
    for (;;) {
      try {
        await this.#ask(lockStatement);
        return;
      } catch (error) {
        if (!isLockTimeout(error)) throw error;
      }
    }
  }

  /** The process of the server that serves this session. */
  async pid(): Promise<number> {
    const [row] = await this.#ask<{ pid: number }>('select pg_backend_pid() as pid');
    if (row === undefined) throw new Error('The server does not say which process serves a session.');
    return row.pid;
  }

  /**
   * Runs one statement in a transaction that nobody who locks rows of the table shares. Whoever comes later waits for
   * it, so it has its turn however many there are; row locks alone would let them go first for ever.
   */
  async queryAlone<R extends QueryResultRow>(
    table: string,
    { sql, parameters }: CompiledQuery<R>,
  ): Promise<R[]> {
    await this.#ask('begin');
    await this.#ask(`lock table ${table} in exclusive mode`);
    const rows = await this.#ask<R>(sql, parameters);
    await this.#ask('commit');
    return rows;
  }

  /** Shows the server that this process goes on, and this process that it still has the session, until it has not. */
  async keepAlive(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      this.#beat().catch((error: unknown) => this.lose(`a heartbeat failed: ${textOfCause(error)}`));
      await this.#clock.sleep(HEARTBEAT_MS, this.#closed.signal);
      const silence = performance.now() - this.#heardAt;
      if (silence > LATE_MS) this.lose(`no heartbeat was answered for ${Math.round(silence)} ms`);
    }
  }

  lose(reason: string): void {
    if (this.#closed.signal.aborted) return;
    this.#lost.abort(new Error(reason));
    void this.close();
  }

  /** Gives the lock back. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#client.end();
  }

  async #beat(): Promise<void> {
    const [session] = await this.#ask<{ held: boolean }>(heartbeatStatement);
    if (session?.held !== true)
      this.lose('the session that has the lock was changed for another, as by a pooler of transactions');
  }

  async #ask<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const sentAt = performance.now();
    const { rows } = await this.#client.query<R>(text, [...values]);
    this.#heardAt = sentAt;
    return rows;
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}
