import { describe, expect, it } from 'vitest';
import { choosePulls, judgeVerdict, keepOpen } from './choose-pulls.ts';

const pull = (number: number, head: string, isOwn = true) => ({ number, head, isOwn });

describe('when pull requests are chosen for a plan', () => {
  it.each([
    ['one that is new', [pull(1, 'a')], new Map(), [1]],
    ['none that was dealt with', [pull(1, 'a')], new Map([[1, 'a']]), []],
    ['one whose head has moved', [pull(1, 'b')], new Map([[1, 'a']]), [1]],
    ['none of a fork', [pull(1, 'a', false), pull(2, 'a')], new Map(), [2]],
  ])('takes %s', (_name, pulls, handled, numbers) => {
    expect(choosePulls(pulls, handled).map(({ number }) => number)).toEqual(numbers);
  });

  it('forgets those that are not open any more', () => {
    const handled = new Map([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect([...keepOpen(handled, [pull(2, 'c')])]).toEqual([[2, 'b']]);
  });

  it.each([
    ['has not come', undefined, undefined],
    ['waits for people', { completed: false, conclusion: null }, 'passed'],
    ['is good', { completed: true, conclusion: 'success' }, 'passed'],
    ['is bad', { completed: true, conclusion: 'failure' }, 'failed'],
    ['was taken back', { completed: true, conclusion: 'cancelled' }, 'failed'],
  ])('knows a verdict that %s', (_name, run, verdict) => {
    expect(judgeVerdict(run)).toBe(verdict);
  });
});
