import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition; fails with what was seen last when it does not come true in time. */
export async function until<T>(
  read: () => T | Promise<T>,
  holds: (value: T) => boolean,
  deadlineMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`Not within ${deadlineMs} ms; last seen: ${JSON.stringify(value).slice(0, 300)}`);
    await delay(10);
  }
}
