import type { SpooledEvent } from './spooled-line.ts';

/** What is spooled: any object of JSON; whoever counts knows it by its id. */
export interface Identified {
  readonly id?: string | undefined;
}

export interface UsageStats {
  /** Events that are on disk and not yet settled. */
  readonly waiting: number;
  /** Bytes that the spool takes on disk. */
  readonly bytes: number;
  /** Events that count, since the client was opened. */
  readonly sent: number;
  /** Events that can not count, since the client was opened. */
  readonly refused: number;
  /** Pieces of the spool that could not be read, since the client was opened. */
  readonly broken: number;
  /** When the oldest that waits was recorded; undefined when none does. */
  readonly oldestAt: Date | undefined;
}

/** An event that whoever counts will never take. */
export interface RefusedEvent<E> extends SpooledEvent<E> {
  readonly status: 'conflict' | 'rejected';
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}

/** What somebody should look into. */
export type UsageNews<E> =
  /** They are in `refused.jsonl`, too. */
  | { readonly kind: 'refused'; readonly events: readonly RefusedEvent<E>[] }
  /** What was damaged on disk is in `quarantine.jsonl`. */
  | { readonly kind: 'broken'; readonly pieces: number; readonly segment: number }
  /** It is tried again after so long; `failures` in a row. */
  | { readonly kind: 'delayed'; readonly reason: string; readonly failures: number; readonly ms: number };

export interface UsageClient<E extends Identified> {
  /**
   * Keeps an event; resolves with its id when it is on disk. It gets a random id when it has none.
   * @throws {UsageClientError} `spool-full`, `not-written`, `invalid-event`, `closed`
   */
  record(event: E): Promise<string>;
  /** Resolves when all that was recorded so far is settled. Rejects when the signal fires or the client is closed. */
  flush(signal?: AbortSignal): Promise<void>;
  stats(): UsageStats;
  /** Stops to send and lets go of the folder; what waits is sent when it is opened again. */
  close(): Promise<void>;
}
