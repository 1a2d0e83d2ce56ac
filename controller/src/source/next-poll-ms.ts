const LONGEST_MS = 5 * 60 * 1_000;

/**
 * How long to wait before the source is looked at again. Several replicas do not ask in step, and a source that fails
 * is asked twice as seldom after each failure, down to once in five minutes.
 *
 * @param failures in a row
 * @param random from 0 to 1
 */
export function nextPollMs(pollMs: number, failures: number, random: number): number {
  const calm = Math.max(pollMs, Math.min(pollMs * 2 ** failures, LONGEST_MS));
  return Math.round(calm * (0.8 + 0.4 * random));
}
