import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PriceBook } from '../manifest/manifest.ts';
import { meterEvent } from './meter-event.ts';
import { assembleMetricTerms } from './metric-terms.ts';
import { measures, signsOf } from './units.ts';

const now = Date.parse('2026-11-22T08:00:00Z');
const aBook = (change: Partial<PriceBook> = {}): PriceBook => ({
  ...{ apiVersion: 'souk/v1', kind: 'PriceBook', id: 'prices', name: 'Prices', currency: 'EUR' },
  units: [
    { name: 'call', quantity: 'count', price: '1' },
    { name: 'gb-transfer', quantity: 'bytes', size: '1073741824', price: '1' },
    { name: 'instance-hour', quantity: 'seconds', size: '3600', price: '1' },
    { name: 'kwh', quantity: 'energy', size: '1', price: '1' },
  ],
  ...change,
});
const terms = (unit: string | undefined, books: readonly PriceBook[] = [aBook()]) =>
  new Map([['used', assembleMetricTerms(unit, books)]]);
const meter = (
  value: string,
  unit: string | undefined,
  of: string | undefined,
  books?: readonly PriceBook[],
) => meterEvent({ id: 'e', metric: 'used', value, ...(unit && { unit }) }, terms(of, books), now);

describe('when a value is turned into base units', () => {
  it.each<[string, string | undefined, string | undefined, string, string]>([
    ['1.50', undefined, 'call', '1.5', 'count'],
    ['2', 'k', 'call', '2000', 'count'],
    ['0.000000000001', 'M', 'call', '0.000001', 'count'],
    ['3', 'call', 'call', '3', 'count'],
    ['0.5', undefined, 'instance-hour', '1800', 'seconds'],
    ['1', 'ms', 'instance-hour', '0.001', 'seconds'],
    ['0.000000000001', 'ms', 'instance-hour', '0.000000000000001', 'seconds'],
    ['2', 'd', 'instance-hour', '172800', 'seconds'],
    ['1', undefined, 'gb-transfer', '1073741824', 'bytes'],
    ['1.5', 'MiB', 'gb-transfer', '1572864', 'bytes'],
    [
      '999999999999999999.999999999999',
      'TiB',
      'gb-transfer',
      '1099511627775999999999999999998.900488372224',
      'bytes',
    ],
    ['7', undefined, 'kwh', '7', 'energy'],
    ['7', undefined, undefined, '7', 'count'],
    ['7', 'k', 'unheard-of', '7000', 'count'],
  ])('%s %s of %s is %s %s', (value, unit, of, base, quantity) => {
    expect(meter(value, unit, of)).toEqual({ ok: true, metered: { at: now, unit: quantity, value: base } });
  });

  it('is exact for any value in any unit', () => {
    const value = fc.tuple(
      fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }),
      fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }),
    );
    const sizes = { count: 'call', seconds: 'instance-hour', bytes: 'gb-transfer' };
    const sign = fc.constantFrom(...[...measures.keys()].filter((one) => one !== 'k'));
    fc.assert(
      fc.property(value, sign, ([whole, fraction], unit) => {
        const measure = measures.get(unit);
        const result = meter(
          `${whole}.${String(fraction).padStart(12, '0')}`,
          unit,
          sizes[measure?.quantity ?? 'count'],
        );
        const thousandths = BigInt(measure?.size.times(1_000).toFixed() ?? 0);
        const expected = new Big(String((whole * 10n ** 12n + fraction) * thousandths)).times('1e-15');
        expect(result).toMatchObject({ ok: true, metered: { value: expected.toFixed() } });
      }),
    );
  });

  it('takes the size that held when it was used, and the oldest for what was before', () => {
    const ofSize = (id: string, size: string, validFrom?: string): PriceBook =>
      aBook({ id, units: [{ name: 'call', size, price: '1' }], ...(validFrom && { validFrom }) });
    const books = [
      ofSize('b', '10', '2026-11-01'),
      ofSize('a', '2', '2026-10-25'),
      ofSize('c', '100', '2026-11-20T12:00:00Z'),
    ];
    const at = (time: string) => {
      const event = { id: 'e', metric: 'used', value: '1', at: Date.parse(time) };
      const metered = meterEvent(event, terms('call', books), now);
      return metered.ok ? metered.metered.value : metered.refusal.code;
    };
    expect(
      [
        '2026-10-24T00:00:00Z',
        '2026-10-31T23:59:59.999Z',
        '2026-11-01T00:00:00Z',
        '2026-11-20T11:59:59Z',
        '2026-11-20T12:00:00Z',
      ].map(at),
    ).toEqual(['2', '2', '10', '10', '100']);
  });
});

describe('when an event does not go with its installation', () => {
  it.each([
    [
      'MiB',
      'instance-hour',
      'The metric is measured in seconds: leave the unit out, or use one of instance-hour, ms, s, min, h or d.',
    ],
    ['s', 'call', 'The metric is measured in count: leave the unit out, or use one of call, 1, k or M.'],
    [
      'Ms',
      'instance-hour',
      'The metric is measured in seconds: leave the unit out, or use one of instance-hour, ms, s, min, h or d.',
    ],
    ['1', 'kwh', 'The metric is measured in energy: leave the unit out, or use one of kwh.'],
    [
      'constructor',
      'call',
      'The metric is measured in count: leave the unit out, or use one of call, 1, k or M.',
    ],
  ])('refuses %s for %s', (unit, of, detail) => {
    expect(meter('1', unit, of)).toEqual({
      ok: false,
      refusal: { code: 'unknown-unit', at: 'unit', detail },
    });
  });

  it.each([
    ['use', /did you mean used\?$/],
    ['zzzzzzzz', /there are used\.$/],
    ['constructor', /there are used\.$/],
  ])('refuses the metric %s', (metric, detail) => {
    const refused = meterEvent({ id: 'e', metric, value: '1' }, terms('call'), now);
    const refusal = { code: 'unknown-metric', at: 'metric', detail: expect.stringMatching(detail) };
    expect(refused).toEqual({ ok: false, refusal });
  });

  it('says when there is no metric at all', () => {
    const refused = meterEvent({ id: 'e', metric: 'used', value: '1' }, new Map(), now);
    expect(refused).toMatchObject({ refusal: { detail: expect.stringMatching(/it declares none\.$/) } });
  });

  it.each([
    ['2026-11-22T08:05:00.000Z', undefined],
    ['2026-11-22T08:05:00.001Z', 'too-early'],
    ['2026-10-18T08:00:00.000Z', undefined],
    ['2026-10-18T07:59:59.999Z', 'too-late'],
  ])('at %s it is %s', (time, code) => {
    const metered = meterEvent(
      { id: 'e', metric: 'used', value: '1', at: Date.parse(time) },
      terms('call'),
      now,
    );
    expect(metered.ok ? undefined : metered.refusal.code).toBe(code);
  });
});

describe('when somebody asks what a quantity is measured in', () => {
  it('is told all signs, and none for another', () => {
    expect(signsOf('bytes')).toEqual(['B', 'kB', 'MB', 'GB', 'TB', 'KiB', 'MiB', 'GiB', 'TiB']);
    expect(signsOf('energy')).toEqual([]);
  });
});
