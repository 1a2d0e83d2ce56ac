import { describe, expect, it } from 'vitest';
import type { Billing } from '../billing/billing-inputs.ts';
import { anApp, aPriceBook } from '../testing/manifests.ts';
import { type PricedEntry, referenceUsage } from './reference-usage.ts';

const books = [
  aPriceBook({
    units: [{ name: 'call' }, { name: 'site', aggregation: 'unique' }, { name: 'gb', aggregation: 'max' }],
    plans: [{ name: 'team', included: { call: '500', site: '2' } }],
  }),
];
const side = (billing: Billing): PricedEntry => ({ entry: anApp({ billing }), books });

describe('when two states are compared by what might be used', () => {
  it.each<[name: string, sides: PricedEntry[], expected: object]>([
    ['a thousand of each', [side({ metrics: [{ name: 'a', unit: 'call' }] })], { a: '1000' }],
    [
      'ten of what is not added up',
      [
        side({
          metrics: [
            { name: 'a', unit: 'site' },
            { name: 'b', unit: 'gb' },
          ],
        }),
      ],
      { a: '10', b: '10' },
    ],
    [
      'beyond what is included, which a plan includes once for a unit',
      [
        side({
          plan: 'team',
          metrics: [
            { name: 'b', unit: 'call', included: '7' },
            { name: 'a', unit: 'call' },
            { name: 'c', unit: 'site' },
          ],
        }),
      ],
      { a: '1500', b: '1007', c: '12' },
    ],
    [
      'the most of both sides',
      [
        side({ plan: 'team', metrics: [{ name: 'a', unit: 'call' }] }),
        side({ metrics: [{ name: 'a', unit: 'call' }] }),
      ],
      { a: '1500' },
    ],
    [
      'the most of both sides, in either order',
      [
        side({ metrics: [{ name: 'a', unit: 'call' }] }),
        side({ plan: 'team', metrics: [{ name: 'a', unit: 'call' }] }),
      ],
      { a: '1500' },
    ],
    ['nothing without metrics', [side({ plan: 'team' })], {}],
    [
      'a thousand where the unit is not known',
      [side({ metrics: [{ name: 'a', unit: 'x' }] })],
      { a: '1000' },
    ],
  ])('assumes %s', (_name, sides, expected) => {
    expect(Object.fromEntries(referenceUsage(sides, '2026-11'))).toEqual(expected);
  });
});
