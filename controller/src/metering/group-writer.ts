import type { Clock } from '../clock.ts';
import { retryDelay } from '../retry-delay.ts';
import { isDataError } from '../store/is-data-error.ts';
import type { Store } from '../store/store.ts';
import type { PreparedEvent, WrittenEvent } from './prepared-event.ts';
import type { UsagePartitions } from './usage-partitions.ts';
import { type WrittenGroup, writeGroup } from './write-group.ts';

export interface GroupWriterPorts {
  readonly db: Store['db'];
  readonly partitions: UsagePartitions;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Told of rows that were written again, which the database has to clean up after. */
  readonly onWrite: (rows: number) => void;
}

/** Of one transaction: more of them make it longer, and no faster. */
const MOST_TOGETHER = 5_000;
const MOST_ATTEMPTS = 8;

interface Submission {
  readonly events: readonly PreparedEvent[];
  readonly resolve: (written: readonly WrittenEvent[]) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Writes events, one transaction after the other. What comes while one is under way is written together in the next, so
 * that many small submissions cost hardly more than a large one.
 */
export class GroupWriter {
  readonly #ports: GroupWriterPorts;
  readonly #closed = new AbortController();
  #waiting: Submission[] = [];
  #running: Promise<void> | undefined;

  constructor(ports: GroupWriterPorts) {
    this.#ports = ports;
  }

  /** Resolves once it is committed. Rejects with the error of the database when that is not known. */
  write(events: readonly PreparedEvent[]): Promise<readonly WrittenEvent[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is being written any more. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    // Those that come at once are to be together from the first.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#settle(this.#takeTogether());
    // In the same breath as the look at who waits: whoever comes after it begins anew.
    this.#running = undefined;
  }

  #takeTogether(): Submission[] {
    let [events, count] = [0, 0];
    for (const submission of this.#waiting) {
      events += submission.events.length;
      if (count > 0 && events > MOST_TOGETHER) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  async #settle(together: readonly Submission[]): Promise<void> {
    try {
      const { events } = await this.#write(together.flatMap((submission) => submission.events));
      let start = 0;
      for (const submission of together) {
        submission.resolve(events.slice(start, start + submission.events.length));
        start += submission.events.length;
      }
    } catch (error) {
      // What the database can not hold is the fault of one of them.
      if (isDataError(error) && together.length > 1)
        for (const submission of together) await this.#settle([submission]);
      else for (const submission of together) submission.reject(error);
    }
  }

  async #write(events: readonly PreparedEvent[]): Promise<WrittenGroup> {
    const { db, partitions, clock, random, onWrite } = this.#ports;
    for (let failures = 0; ; ) {
      try {
        await partitions.ensure(events.map(({ receivedAt }) => receivedAt));
        const group = await writeGroup(db, events);
        onWrite(group.rows);
        return group;
      } catch (error) {
        failures++;
        if (failures >= MOST_ATTEMPTS || this.#closed.signal.aborted || !isPassing(error)) throw error;
        partitions.forget();
        await clock.sleep(retryDelay(failures, { firstMs: 10, longestMs: 500, random }), this.#closed.signal);
      }
    }
  }
}

/** SQLSTATEs of what goes well the next time: others were in the way, or a partition has gone. */
const passing = new Set(['40001', '40P01', '55P03', '23514', '42P07']);

function isPassing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passing.has(String(error.code));
}
