const FIRST_MS = 500;
const LONGEST_MS = 60_000;
/** Whoever asks for more patience than this is asked once in between. */
const MOST_PATIENCE_MS = 3_600_000;

/**
 * Milliseconds to wait after so many failures in a row. What the other side asks for is waited for, and a little more by
 * chance; else twice as long each time up to a minute, of which the second half is left to chance. So those who failed
 * together do not come back together.
 *
 * @param chance from 0 up to 1
 */
export function planRetry(failures: number, retryAfterMs: number | undefined, chance: number): number {
  if (retryAfterMs !== undefined && retryAfterMs > 0)
    return Math.round(Math.min(retryAfterMs, MOST_PATIENCE_MS) * (1 + chance / 10));
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 30));
  return Math.round(full / 2 + (full / 2) * chance);
}
