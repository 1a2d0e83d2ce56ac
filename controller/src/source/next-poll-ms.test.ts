import { describe, expect, it } from 'vitest';
import { nextPollMs } from './next-poll-ms.ts';

describe('when the next look is planned', () => {
  const cases: [pollMs: number, failures: number, random: number, expected: number][] = [
    [5_000, 0, 0.5, 5_000],
    [5_000, 0, 0, 4_000],
    [5_000, 0, 1, 6_000],
    [5_000, 1, 0.5, 10_000],
    [5_000, 3, 0.5, 40_000],
    [5_000, 20, 0.5, 300_000],
    [5_000, 5_000, 1, 360_000],
    [3_600_000, 4, 0.5, 3_600_000],
  ];
  it.each(cases)(
    'waits from %d ms after %d failures at %d for %d ms',
    (pollMs, failures, random, expected) => {
      expect(nextPollMs(pollMs, failures, random)).toBe(expected);
    },
  );
});
