import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KEY_LIFE_MS, type OwnKey, planKeys } from './plan-keys.ts';

const DAY = 24 * 60 * 60 * 1_000;
const now = new Date('2026-11-22T08:00:00Z');
const aged = (kid: string, days: number): OwnKey => ({
  kid,
  createdAt: new Date(now.getTime() - days * DAY),
});

describe('when a replica looks at its keys', () => {
  it.each([
    ['makes the first', [], { sign: undefined, make: true, live: [], drop: [] }],
    ['goes on with one', [aged('a', 28.9)], { sign: 'a', make: false, live: ['a'], drop: [] }],
    ['makes the next a day before', [aged('a', 29)], { sign: 'a', make: true, live: ['a'], drop: [] }],
    [
      'signs with the older until its time is up',
      [aged('b', 0.9), aged('a', 29.9)],
      { sign: 'a', make: false, live: ['a', 'b'], drop: [] },
    ],
    ['drops it then', [aged('a', 30), aged('b', 1)], { sign: 'b', make: false, live: ['b'], drop: ['a'] }],
    [
      'does not sign with one that lay too long',
      [aged('a', 90)],
      { sign: undefined, make: true, live: [], drop: ['a'] },
    ],
    [
      'believes one of a clock that ran ahead',
      [aged('a', -1)],
      { sign: 'a', make: false, live: ['a'], drop: [] },
    ],
  ])('%s', (_name, keys, plan) => {
    expect(planKeys(keys, now)).toEqual(plan);
  });

  it('never signs with one beyond its time, and always has one after it made one', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 40 * 24 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(gaps, (hours) => {
        let keys: OwnKey[] = [];
        let at = now.getTime();
        for (const [i, gap] of hours.entries()) {
          at += gap * 60 * 60 * 1_000;
          const time = new Date(at);
          if (planKeys(keys, time).make) keys = [...keys, { kid: `k${i}`, createdAt: time }];
          const { sign, drop, make } = planKeys(keys, time);
          const signer = keys.find(({ kid }) => kid === sign);
          expect(make).toBe(false);
          expect(at - (signer?.createdAt.getTime() ?? 0)).toBeLessThan(KEY_LIFE_MS);
          keys = keys.filter(({ kid }) => !drop.includes(kid));
          expect(keys.length).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});
