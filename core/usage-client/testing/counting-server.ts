import type { SendAnswer, SendResult } from '../send.ts';
import type { SpooledEvent } from '../spooled-line.ts';

export interface Counted {
  readonly id?: string | undefined;
  readonly metric: string;
  readonly value: string;
}

/** Counts each event once by its id, as the ingest of Souk does, and says what became of each. */
export class CountingServer {
  /** Values by id. */
  readonly counted = new Map<string, string>();
  /** How often something came, by id. */
  readonly arrivals = new Map<string, number>();
  readonly batches: number[] = [];

  take(events: readonly SpooledEvent<Counted>[]): SendAnswer {
    this.batches.push(events.length);
    return { kind: 'answered', results: events.map(({ event }) => this.#count(event)) };
  }

  #count({ id = '', metric, value }: Counted): SendResult {
    this.arrivals.set(id, (this.arrivals.get(id) ?? 0) + 1);
    if (metric === 'unknown') return { status: 'rejected', code: 'unknown-metric', detail: 'There is none.' };
    const before = this.counted.get(id);
    if (before === undefined) this.counted.set(id, value);
    if (before !== undefined && before !== value) return { status: 'conflict' };
    return { status: before === undefined ? 'accepted' : 'duplicate' };
  }
}
