import type { Transaction } from 'kysely';
import type { Tables } from '../store/tables.ts';

/**
 * The time during which this process leads. Everything that the controller writes is written through `write`: a
 * process that was replaced without noticing it, as one that was stopped and woken, can not write any more.
 */
export interface Term {
  /** Larger than that of every term before. */
  readonly token: number;
  /** Fires when the leadership is lost or given up. */
  readonly ended: AbortSignal;
  /**
   * Runs work in one transaction.
   * @throws {StoreError} `fenced` when another process leads by now; nothing is written then
   */
  write<T>(work: (db: Transaction<Tables>) => Promise<T>): Promise<T>;
}

/** Work that only the leader does: everything that writes, and everything that acts on other systems. */
export interface LeaderService {
  readonly name: string;
  /** Runs until the term ends; resolves when everything it began is finished or given up. Rejects only for a defect. */
  run(term: Term): Promise<void>;
}
