import { setTimeout as delay } from 'node:timers/promises';

/** A look counts for so long at most: when the machine itself stood still meanwhile, there are more looks after it. */
const LONGEST_LOOK_MS = 10_000;

/** Waits for a condition; fails with what was seen last when it does not come true in time. */
export async function until<T>(
  read: () => T | Promise<T>,
  holds: (value: T) => boolean,
  deadlineMs = 20_000,
): Promise<T> {
  for (let waitedMs = 0; ; ) {
    const started = performance.now();
    const value = await read();
    if (holds(value)) return value;
    if (waitedMs > deadlineMs)
      throw new Error(`Not within ${deadlineMs} ms; last seen: ${JSON.stringify(value).slice(0, 3_000)}`);
    await delay(10);
    waitedMs += Math.min(performance.now() - started, LONGEST_LOOK_MS);
  }
}
