import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideRemovals, type RemovalInput, stricterOf } from './decide-removals.ts';

const keys = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ kind: 'App' as const, id: `app-${from + i}` }));
const budget = { most: 100, share: 0.25, approved: [] };
const decide = (input: Partial<RemovalInput>) => {
  const { remove, hold } = decideRemovals({
    missing: [],
    total: 100,
    held: [],
    budget,
    commit: 'c0ffee1',
    ...input,
  });
  return { remove: remove.length, hold: hold.length };
};
const heldBy = (commit: string, count: number) => keys(count).map((key) => ({ key, commit }));

describe('when entities are in no file any more', () => {
  it.each<[string, Partial<RemovalInput>, { remove: number; hold: number }]>([
    ['removes a few', { missing: keys(10) }, { remove: 10, hold: 0 }],
    ['removes a share that is just allowed', { missing: keys(25) }, { remove: 25, hold: 0 }],
    ['holds a larger share', { missing: keys(26) }, { remove: 0, hold: 26 }],
    ['holds 60 per cent', { missing: keys(60) }, { remove: 0, hold: 60 }],
    ['holds more than the number', { missing: keys(101), total: 10_000 }, { remove: 0, hold: 101 }],
    ['believes three in a small catalog', { missing: keys(3), total: 4 }, { remove: 3, hold: 0 }],
    ['holds four of five', { missing: keys(4), total: 5 }, { remove: 0, hold: 4 }],
    [
      'counts what is held already, so that portions do not help',
      { missing: keys(30), held: heldBy('c0ffee0', 26) },
      { remove: 0, hold: 30 },
    ],
    [
      'removes what is approved, by the first characters of the commit',
      { missing: keys(60), held: heldBy('c0ffee0123', 60), budget: { ...budget, approved: ['c0ffee0'] } },
      { remove: 60, hold: 0 },
    ],
    [
      'holds what came on top of what is approved',
      {
        missing: keys(90),
        held: heldBy('c0ffee0123', 60),
        budget: { ...budget, approved: ['c0ffee0'] },
      },
      { remove: 60, hold: 30 },
    ],
    [
      'is not taken in by an approval of too few characters',
      { missing: keys(60), held: heldBy('c0ffee0123', 60), budget: { ...budget, approved: ['c0ffe'] } },
      { remove: 0, hold: 60 },
    ],
    [
      'goes on holding what is held when the budget grows',
      { missing: keys(60), held: heldBy('c0ffee0', 60), budget: { ...budget, share: 1 } },
      { remove: 0, hold: 60 },
    ],
    [
      'removes what is new and within the grown budget all the same',
      { missing: keys(70), held: heldBy('c0ffee0', 60), budget: { ...budget, share: 1 } },
      { remove: 10, hold: 60 },
    ],
    ['lets go what came back', { missing: keys(1), held: heldBy('c0ffee0', 60) }, { remove: 1, hold: 0 }],
  ])('%s', (_, input, expected) => {
    expect(decide(input)).toEqual(expected);
  });

  it('decides about each exactly once, and keeps the commit that asked first', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.nat(400), (missing, held, total) => {
        const input = {
          missing: keys(missing),
          total,
          held: heldBy('c0ffee0', held),
          budget,
          commit: 'beef',
        };
        const { remove, hold } = decideRemovals(input);
        const ids = [...remove, ...hold.map(({ key }) => key)].map(({ id }) => id).sort();
        expect(ids).toEqual(
          keys(missing)
            .map(({ id }) => id)
            .sort(),
        );
        for (const { key, commit } of hold)
          expect(commit).toBe(Number(key.id.slice(4)) < held ? 'c0ffee0' : 'beef');
      }),
    );
  });
});

describe('when a budget replaces another', () => {
  it('takes the smaller of each limit, and what is approved now', () => {
    const before = { most: 10, share: 0.5, approved: ['0123456'] };
    const after = { most: 1_000, share: 0.1, approved: ['abcdef0'] };
    expect(stricterOf(before, after)).toEqual({ most: 10, share: 0.1, approved: ['abcdef0'] });
  });
});
