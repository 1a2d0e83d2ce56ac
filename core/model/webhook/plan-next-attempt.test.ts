import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptOutcome } from './attempt-outcome.ts';
import { planNextAttempt, retryDelays } from './plan-next-attempt.ts';

const now = new Date('2026-11-22T08:00:00Z');
const failed: AttemptOutcome = { kind: 'rejected', status: 500 };
const secondsUntil = (outcome: AttemptOutcome, attempts: number, random = 0.5) => {
  const step = planNextAttempt(outcome, attempts, now, random);
  return step.kind === 'retry' ? (step.at.getTime() - now.getTime()) / 1_000 : step.kind;
};
const patience = (retryAfter: string): AttemptOutcome => ({ kind: 'rejected', status: 429, retryAfter });

describe('when an attempt fails', () => {
  it('waits longer each time and gives up after the eighth', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => secondsUntil(failed, attempts));
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000, 'dead']);
  });

  it('spreads each wait by a fifth to either side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: retryDelays.length }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, random) => {
          const delay = (retryDelays[attempts - 1] ?? 0) / 1_000;
          const wait = Number(secondsUntil(failed, attempts, random));
          expect(wait).toBeGreaterThanOrEqual(0.8 * delay);
          expect(wait).toBeLessThanOrEqual(1.2 * delay);
        },
      ),
    );
  });

  it.each<AttemptOutcome>([
    { kind: 'redirected', status: 302 },
    { kind: 'timeout' },
    { kind: 'unreachable', error: 'ECONNREFUSED' },
    { kind: 'forbidden', error: 'inside' },
    { kind: 'not-sent', error: 'no secret' },
  ])('tries again after $kind', (outcome) => {
    expect(secondsUntil(outcome, 1)).toBe(5);
  });
});

describe('when an attempt settles it', () => {
  it('is delivered, also by the last attempt', () => {
    expect(secondsUntil({ kind: 'delivered', status: 204 }, 8)).toBe('delivered');
  });

  it('is dead after 410, also by the first attempt', () => {
    expect(secondsUntil({ kind: 'gone', status: 410 }, 1)).toBe('dead');
  });

  it('is dead once a mail server refuses it for good', () => {
    expect(secondsUntil({ kind: 'bounced', status: 550 }, 1)).toBe('dead');
  });
});

describe('when the receiver asks for patience', () => {
  it.each<[header: string, attempts: number, seconds: number]>([
    ['120', 1, 120],
    ['0', 1, 5],
    ['120', 2, 300],
    ['Sun, 22 Nov 2026 08:10:00 GMT', 1, 600],
    ['Sun, 22 Nov 2020 08:10:00 GMT', 1, 5],
    ['999999999', 1, 86_400],
    ['soon', 1, 5],
    ['-5', 1, 5],
    ['1e9', 1, 5],
    ['2026-11-22', 1, 5],
  ])('waits as %j says, never less than planned and never more than a day', (header, attempts, seconds) => {
    expect(secondsUntil(patience(header), attempts)).toBe(seconds);
  });
});
