import { setTimeout as delay } from 'node:timers/promises';

/** The time, as a port. */
export interface Clock {
  now(): Date;
  /** Resolves after this many milliseconds, or at once when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }).catch(() => undefined),
};
