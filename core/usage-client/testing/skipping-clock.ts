import type { Clock } from '../clock.ts';

/** A clock whose sleepers wake at once, later than they went to bed by what they asked for. */
export class SkippingClock implements Clock {
  #now: number;
  /** What was asked for, in milliseconds. */
  readonly slept: number[] = [];

  constructor(start = '2026-11-22T08:00:00Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.slept.push(ms);
    this.#now += ms;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
