import type { Clock } from '../../clock.ts';

export interface Remembered<T> {
  get(key: string): Promise<T>;
  clear(): void;
}

/**
 * Reads each thing once for all who ask at the same time, and for those who ask a little later. What fails is forgotten
 * at once.
 */
export function rememberBriefly<T>(
  read: (key: string) => Promise<T>,
  { clock, forMs }: { readonly clock: Clock; readonly forMs: number },
): Remembered<T> {
  const known = new Map<string, { readonly until: number; readonly value: Promise<T> }>();
  return {
    get: (key) => {
      const now = clock.now().getTime();
      for (const [old, { until }] of known) if (until <= now) known.delete(old);
      const there = known.get(key);
      if (there !== undefined) return there.value;
      const value = read(key);
      const entry = { until: now + forMs, value };
      known.set(key, entry);
      value.catch(() => {
        if (known.get(key) === entry) known.delete(key);
      });
      return value;
    },
    clear: () => known.clear(),
  };
}
