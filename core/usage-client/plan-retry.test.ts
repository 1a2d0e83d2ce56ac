import { describe, expect, it } from 'vitest';
import { planBatchSize } from './plan-batch-size.ts';
import { planRetry } from './plan-retry.ts';

describe('when something could not be sent', () => {
  it.each<[string, number, number | undefined, number, number]>([
    ['half a second at most after the first failure', 1, undefined, 1, 500],
    ['half of that at least', 1, undefined, 0, 250],
    ['twice as long after the second', 2, undefined, 1, 1_000],
    ['a minute at most', 8, undefined, 1, 60_000],
    ['a minute at most, however often it failed', 1e9, undefined, 1, 60_000],
    ['as long as is asked for', 1, 5_000, 0, 5_000],
    ['a little longer by chance', 9, 5_000, 1, 5_500],
    ['an hour at most, whatever is asked for', 1, 1e12, 0, 3_600_000],
    ['by itself where nothing is asked for', 1, 0, 0, 250],
    ['by itself where a time is asked for that is over', 1, -5, 0, 250],
  ])('waits %s', (_name, failures, retryAfterMs, chance, ms) => {
    expect(planRetry(failures, retryAfterMs, chance)).toBe(ms);
  });

  it.each<[string, number, number, 'answered' | 'too-large', number]>([
    ['half as many after those were too many', 1_000, 1_000, 'too-large', 500],
    ['half of those that were sent', 1_000, 7, 'too-large', 3],
    ['one at least', 1, 1, 'too-large', 1],
    ['more again once they went through', 3, 3, 'answered', 6],
    ['no more than are taken at once', 700, 700, 'answered', 1_000],
  ])('sends %s', (_name, before, sent, outcome, next) => {
    expect(planBatchSize(before, sent, outcome)).toBe(next);
  });
});
