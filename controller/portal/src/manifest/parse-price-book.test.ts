import { describe, expect, it } from 'vitest';
import { parseBilling } from './parse-operations.ts';
import { parsePriceBook, priceOfMetric } from './parse-price-book.ts';

const book = parsePriceBook({
  currency: 'EUR',
  units: [{ name: 'call', price: '0.0004' }, 'seat'],
  plans: [{ name: 'free', monthly: 0, included: { call: 1000 } }],
});

function priceOf(metric: Record<string, unknown>, prices = book) {
  const [parsed] = parseBilling({ metrics: [{ name: 'm', unit: 'call', ...metric }] }).metrics;
  return parsed && priceOfMetric(parsed, prices);
}

describe('priceOfMetric', () => {
  it.each([
    ['the metric names one', { price: '0.02' }, { text: '0.02 EUR', fromBook: false }],
    [
      'the metric has its own currency',
      { price: 1200, currency: 'USD' },
      { text: '1,200 USD', fromBook: false },
    ],
    ['only the book does', {}, { text: '0.0004 EUR', fromBook: true }],
    ['nobody does', { unit: 'seat' }, undefined],
    [
      'it has steps',
      { tiers: { mode: 'graduated', steps: [{ upTo: 1000, price: '0.02' }, { price: '0.01' }] } },
      { text: '0.02 EUR, 0.01 EUR above 1,000', fromBook: false },
    ],
    [
      'it is sold in packages',
      { package: { units: '1000', price: '5.00' } },
      { text: '5.00 EUR for each 1,000', fromBook: false },
    ],
  ])('when %s', (_name, metric, price) => {
    expect(priceOf(metric)).toEqual(price);
  });
});

describe('parsePriceBook', () => {
  it('writes what a plan includes', () => {
    expect(book.plans[0]?.included).toEqual(['1,000 × call']);
  });
});
