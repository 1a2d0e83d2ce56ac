import { describe, expect, it } from 'vitest';
import { parseUsageRow } from './usage-row.ts';

const row = (changes: object = {}): object => ({
  ...{ from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', metric: 'calls', unit: 'count' },
  ...{ group: { app: 'scanner', installation: 'scanner-prod' }, lastAt: '2026-10-31T23:59:59.999Z' },
  ...{ events: '3', sum: '12.5', max: '10', last: '2' },
  ...changes,
});

describe('when a row of the API is read', () => {
  it('is a rollup', () => {
    expect(parseUsageRow(row({ unique: '2' }), 'x')).toMatchObject({
      ok: true,
      row: {
        app: 'scanner',
        rollup: {
          ...{ installation: 'scanner-prod', metric: 'calls', unit: 'count', events: '3', sum: '12.5' },
          ...{ from: Date.parse('2026-10-01'), to: Date.parse('2026-11-01'), unique: '2' },
        },
      },
    });
  });

  it('is of one installation where it is not grouped', () => {
    expect(parseUsageRow(row({ group: { team: null } }), 'scanner-1')).toMatchObject({
      row: { app: undefined, rollup: { installation: 'scanner-1', unique: undefined } },
    });
  });

  it('has a key that tells it from others', () => {
    const keyOf = (changes: object): string => {
      const parsed = parseUsageRow(row(changes), 'x');
      return parsed.ok ? parsed.row.key : '';
    };
    expect(keyOf({ group: { a: '1', b: '2' } })).toBe(keyOf({ group: { b: '2', a: '1' } }));
    expect(keyOf({ group: { a: '1' } })).not.toBe(keyOf({ group: { a: '2' } }));
  });

  it.each<[name: string, raw: unknown, expected: object]>([
    ['what is no row', 7, { at: '', detail: 'Expected a row of GET /api/v1/usage; found 7.' }],
    [
      'no sum',
      row({ sum: undefined }),
      { at: 'sum', detail: 'Expected a decimal in quotes, such as "12.5"; found nothing.' },
    ],
    ['a number that JSON rounds', row({ sum: 0.1 }), { at: 'sum' }],
    ['infinity', row({ max: '1e400' }), { at: 'max' }],
    [
      'more than a month',
      row({ to: '2026-11-02T00:00:00Z' }),
      { at: 'to', detail: expect.stringContaining('granularity=month') },
    ],
    ['an end before its beginning', row({ to: '2026-09-01T00:00:00Z' }), { at: 'to' }],
    ['a last one that lies elsewhere', row({ lastAt: '2026-11-01T00:00:00Z' }), { at: 'lastAt' }],
    ['a group that is none', row({ group: 'x' }), { at: 'group' }],
  ])('refuses %s', (_name, raw, expected) => {
    expect(parseUsageRow(raw, 'x')).toMatchObject({ ok: false, ...expected });
  });
});
