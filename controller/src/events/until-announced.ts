import type { Subscribe } from './wake-ups.ts';

/** Keeps what a costly look at the store has found until something is announced. */
export function untilAnnounced<T>(
  subscribe: Subscribe,
  read: () => Promise<T>,
): { readonly get: () => Promise<T>; readonly close: () => void } {
  let known: Promise<T> | undefined;
  const forget = (): void => {
    known = undefined;
  };
  const get = (): Promise<T> => {
    if (known !== undefined) return known;
    const reading = read();
    known = reading;
    reading.catch(() => {
      if (known === reading) forget();
    });
    return reading;
  };
  return { get, close: subscribe(forget) };
}
