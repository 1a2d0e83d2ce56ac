import { describe, expect, it } from 'vitest';
import { compareTimings } from './compare-timings.ts';
import { type PolicyTimings, summariseRuns, type Timing } from './policy-timings.ts';

const measured = (rules: Record<string, Timing>, changes: Partial<PolicyTimings> = {}): PolicyTimings => ({
  schema: 'souk.policy-bench/v1',
  machine: { node: 'v24', cpu: 'one' },
  ...{ runs: 9, entities: 10, cases: 0 },
  together: { median: 100, spread: 1 },
  rules: Object.entries(rules).map(([rule, timing]) => ({ rule, share: 0, items: 1, ...timing })),
  ...changes,
});

describe('when measurements are summarised', () => {
  it.each([
    [[3, 1, 2], { median: 2, spread: 0.5 }],
    [[4, 1, 2, 3], { median: 2.5, spread: 0.75 }],
    [[5], { median: 5, spread: 0 }],
    [[], { median: 0, spread: 0 }],
    [[10, 10, 10, 10, 1000], { median: 10, spread: 0 }],
  ])('gives median and spread of %j', (values, expected) => {
    expect(summariseRuns(values)).toEqual(expected);
  });
});

describe('when two measurements are compared', () => {
  it.each<[string, Timing, Timing, string, number]>([
    ['as slow', { median: 10, spread: 0 }, { median: 10, spread: 0 }, 'same', 1],
    ['slower within the threshold', { median: 10, spread: 0 }, { median: 12.9, spread: 0 }, 'same', 1.29],
    ['slower', { median: 10, spread: 0 }, { median: 13.1, spread: 0 }, 'slower', 1.31],
    ['faster', { median: 13.1, spread: 0 }, { median: 10, spread: 0 }, 'faster', 0.76],
    [
      'slower by less than the measurements vary',
      { median: 10, spread: 1 },
      { median: 15, spread: 2 },
      'same',
      1.5,
    ],
    [
      'slower by less than a clock can tell',
      { median: 0.1, spread: 0 },
      { median: 0.9, spread: 0 },
      'same',
      9,
    ],
    ['slow where it took no time', { median: 0, spread: 0 }, { median: 5, spread: 0 }, 'slower', 1],
  ])('sees what is %s', (_name, was, is, verdict, ratio) => {
    const [, change] = compareTimings(measured({ 'org/a': was }), measured({ 'org/a': is }), 30).changes;
    expect(change).toEqual({ rule: 'org/a', before: was, after: is, ratio, verdict });
  });

  it('compares all rules together first, and names what is new and what is gone', () => {
    const one = { median: 10, spread: 0 };
    const before = measured({ 'org/a': one, 'org/b': one });
    const after = measured({ 'org/b': one, 'org/c': one }, { together: { median: 140, spread: 1 } });
    const { changes, added, removed, sameMachine } = compareTimings(before, after, 30);
    expect(changes.map(({ rule, verdict }) => [rule, verdict])).toEqual([
      [null, 'slower'],
      ['org/b', 'same'],
    ]);
    expect({ added, removed, sameMachine }).toEqual({
      added: ['org/c'],
      removed: ['org/a'],
      sameMachine: true,
    });
  });

  it('notices another machine', () => {
    const there = measured({}, { machine: { node: 'v24', cpu: 'two' } });
    expect(compareTimings(measured({}), there, 30).sameMachine).toBe(false);
  });
});
