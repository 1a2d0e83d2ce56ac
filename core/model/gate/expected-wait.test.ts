import { describe, expect, it } from 'vitest';
import { expectedWait, type OpenPull, type WaitSources } from './expected-wait.ts';

const now = new Date('2026-11-22T12:00:00Z');
const pull = { number: 7, createdAt: '2026-11-21T09:00:00Z' };

/** Merged that many days ago, that many hours after it was opened. */
function merged(hours: number, daysAgo = 1): WaitSources['merged'][number] {
  const mergedAt = now.getTime() - daysAgo * 86_400_000;
  return {
    createdAt: new Date(mergedAt - hours * 3_600_000).toISOString(),
    mergedAt: new Date(mergedAt).toISOString(),
  };
}

describe('when others wait', () => {
  it.each<[name: string, waiting: OpenPull[], position: number, of: number]>([
    ['nobody', [], 1, 1],
    ['only itself', [pull], 1, 1],
    ['an older one', [{ number: 9, createdAt: '2026-11-20T09:00:00Z' }, pull], 2, 2],
    ['a younger one', [{ number: 3, createdAt: '2026-11-22T09:00:00Z' }, pull], 1, 2],
    ['one as old with a lower number', [{ number: 3, createdAt: pull.createdAt }], 2, 2],
  ])('returns the place, oldest first: %s', (_name, waiting, position, of) => {
    expect(expectedWait({ now, pull, waiting, merged: [] })).toMatchObject({ position, waiting: of });
  });
});

describe('when others were merged', () => {
  const none = { medianHours: undefined, slowHours: undefined };
  it.each<[name: string, merges: WaitSources['merged'], expected: object]>([
    ['none', [], { ...none, sample: 0 }],
    ['too few', [merged(1), merged(2)], { ...none, sample: 2 }],
    ['three', [merged(4), merged(1), merged(2)], { medianHours: 2, slowHours: 3.6, sample: 3 }],
    ['four', [1, 2, 4, 8].map((hours) => merged(hours)), { medianHours: 3, sample: 4 }],
    ['long ago', [merged(1), merged(2), merged(4, 91)], { ...none, sample: 2 }],
    ['in the future', [merged(1), merged(2), merged(4, -1)], { ...none, sample: 2 }],
  ])('returns how long they took: %s', (_name, merges, expected) => {
    expect(expectedWait({ now, pull, waiting: [], merged: merges })).toMatchObject(expected);
  });
});
