/** As many as the API takes at once. */
export const MOST_EVENTS = 1_000;

/**
 * How many events to send the next time: half as many after those were too large, and step by step more again once they
 * went through.
 */
export function planBatchSize(before: number, sent: number, outcome: 'answered' | 'too-large'): number {
  if (outcome === 'too-large') return Math.max(1, Math.floor(Math.min(before, sent) / 2));
  return Math.min(MOST_EVENTS, before * 2);
}
