import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleMetricTerms } from '../metering/metric-terms.ts';
import { aPriceBook } from '../testing/manifests.ts';
import { type TalliedEvent, UsageTally } from './usage-tally.ts';

const books = [
  aPriceBook({
    units: [
      { name: 'call', quantity: 'count' },
      { name: 'gb', quantity: 'bytes', size: '1073741824' },
    ],
  }),
];
const metrics = new Map([
  ['calls', assembleMetricTerms('call', books)],
  ['traffic', assembleMetricTerms('gb', books)],
]);
const at = (time: string): number => Date.parse(`2026-10-${time}Z`);
const event = (changes: Partial<TalliedEvent> = {}): TalliedEvent => ({
  ...{ metric: 'calls', value: '1', at: at('05T10:20:00') },
  ...changes,
});
const tally = (events: readonly TalliedEvent[]): { rollups: unknown; statuses: string[] } => {
  const all = new UsageTally(metrics, 'scanner-1');
  const statuses = events.map((one) => {
    const tallied = all.add(one);
    return tallied.ok ? tallied.status : `${tallied.refusal.at}: ${tallied.refusal.detail}`;
  });
  return { rollups: all.rollups(), statuses };
};

describe('when events of a file are added up', () => {
  it.each<[name: string, events: TalliedEvent[], rollups: object[]]>([
    [
      'those of an hour are one',
      [event({ value: '0.1' }), event({ value: '0.2', at: at('05T10:59:59.999') })],
      [
        {
          ...{
            installation: 'scanner-1',
            metric: 'calls',
            unit: 'count',
            events: '2',
            sum: '0.3',
            max: '0.2',
          },
          ...{ last: '0.2', lastAt: at('05T10:59:59.999'), from: at('05T10:00:00'), to: at('05T11:00:00') },
        },
      ],
    ],
    [
      'hours, metrics and installations are told apart',
      [event({ at: at('05T11:00:00') }), event(), event({ metric: 'traffic' }), event({ installation: 'b' })],
      [
        { installation: 'b', metric: 'calls' },
        { installation: 'scanner-1', metric: 'calls', from: at('05T10:00:00') },
        { installation: 'scanner-1', metric: 'calls', from: at('05T11:00:00') },
        { installation: 'scanner-1', metric: 'traffic', sum: '1073741824' },
      ],
    ],
    [
      'measures become base units',
      [event({ metric: 'traffic', value: '0.5', unit: 'KiB' })],
      [{ unit: 'bytes', sum: '512' }],
    ],
    [
      'a subject counts where it was first seen, in each month',
      [
        event({ subject: 'ana', at: at('05T11:30:00') }),
        event({ subject: 'ana' }),
        event({ subject: 'ben', at: at('05T11:40:00') }),
        event({ subject: 'ana', at: Date.parse('2026-11-01T00:00:00Z') }),
      ],
      [{ unique: '1' }, { unique: '1' }, { unique: '1', from: Date.parse('2026-11-01T00:00:00Z') }],
    ],
    [
      'what came twice counts once',
      [event({ id: 'a' }), event({ id: 'a', value: '1.0' }), event({ id: 'a', installation: 'b' })],
      [
        { installation: 'b', events: '1' },
        { installation: 'scanner-1', events: '1' },
      ],
    ],
    ['an hour before 1970', [event({ at: -1 })], [{ from: -3_600_000, to: 0 }]],
  ])('%s', (_name, events, rollups) => {
    expect(tally(events).rollups).toMatchObject(rollups);
  });

  it('takes what has no id as often as it is there', () => {
    expect(tally([event(), event()])).toMatchObject({
      rollups: [{ events: '2' }],
      statuses: ['counted', 'counted'],
    });
  });

  it.each<[name: string, refused: TalliedEvent, words: RegExp]>([
    ['another event with its id', event({ id: 'a', value: '2' }), /^id: Another event of this installation/],
    ['an unknown metric', event({ metric: 'cals' }), /did you mean calls\?/],
    ['a measure of something else', event({ unit: 'ms' }), /measured in count/],
    ['no time', { metric: 'calls', value: '1' }, /^time: Expected a time/],
  ])('refuses %s', (_name, refused, words) => {
    const { rollups, statuses } = tally([event({ id: 'a' }), refused]);
    expect(statuses[1]).toMatch(words);
    expect(rollups).toMatchObject([{ events: '1', sum: '1' }]);
  });

  it('comes to the same in any order', () => {
    const events = fc.array(
      fc.record({
        metric: fc.constantFrom('calls', 'traffic'),
        value: fc.integer({ min: 0, max: 1e6 }).map((n) => (n / 1000).toFixed(3)),
        // Many at the same time, so that something else has to decide which was last.
        at: fc.constantFrom(at('05T10:00:00'), at('05T10:30:00'), at('05T12:00:00')),
        subject: fc.constantFrom('ana', 'ben', 'eva'),
        installation: fc.constantFrom('a', 'b'),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(events, fc.infiniteStream(fc.nat()), (list, keys) => {
        const named = list.map((one, i) => (i % 3 === 0 ? one : { ...one, id: `e-${i}` }));
        const shuffled = [...named, ...named.filter((_, i) => i % 3 === 1)]
          .map((one) => ({ one, key: keys.next().value as number }))
          .toSorted((x, y) => x.key - y.key)
          .map(({ one }) => one);
        expect(JSON.stringify(tally(shuffled).rollups)).toBe(JSON.stringify(tally(named).rollups));
      }),
    );
  });
});
