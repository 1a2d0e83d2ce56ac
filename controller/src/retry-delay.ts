export interface RetryPace {
  readonly firstMs: number;
  readonly longestMs: number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/**
 * Milliseconds to wait after so many failures in a row: twice as long each time, of which the second half is left to
 * chance, so that many who failed together do not come back together.
 */
export function retryDelay(failures: number, { firstMs, longestMs, random }: RetryPace): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
