import { describe, expect, it } from 'vitest';
import { type BudgetInputs, judgeBudget } from './judge-budget.ts';

const budget = (changes: Partial<BudgetInputs> = {}) =>
  judgeBudget({
    period: '2026-11',
    budget: '100.00',
    currency: 'EUR',
    days: [],
    told: [],
    now: new Date('2026-11-11T00:00:00Z'),
    ...changes,
  });
const day = (amount: string, name = '2026-11-02') => ({ day: name, amount });

describe('when a budget is judged', () => {
  it.each<
    [
      name: string,
      inputs: Partial<BudgetInputs>,
      actual: string,
      forecast: string | null,
      share: string | null,
      alerts: string[],
    ]
  >([
    // 10 of 30 days: 10 × 30 ÷ 10 = 30.00
    ['far below', { days: [day('4'), day('6', '2026-11-05')] }, '10.00', '30.00', '0.1000', []],
    // 49.99 × 3 = 149.97
    ['just below a half', { days: [day('49.99')] }, '49.99', '149.97', '0.4999', ['forecast-100']],
    // 50 is a half: 50 × 3 = 150.00
    ['at a half', { days: [day('50')] }, '50.00', '150.00', '0.5000', ['actual-50', 'forecast-100']],
    [
      'at 80 %',
      { days: [day('80')] },
      '80.00',
      '240.00',
      '0.8000',
      ['actual-50', 'actual-80', 'forecast-100'],
    ],
    [
      'all spent',
      { days: [day('100')] },
      '100.00',
      '300.00',
      '1.0000',
      ['actual-50', 'actual-80', 'actual-100', 'forecast-100'],
    ],
    [
      'told before',
      { days: [day('81')], told: ['actual-50', 'forecast-100'] },
      '81.00',
      '243.00',
      '0.8100',
      ['actual-80'],
    ],
    // 12 h and a second later: 10 × 2592000 ÷ 907201 = 28.5713971…
    [
      'by the second',
      { days: [day('10')], now: new Date('2026-11-11T12:00:01Z') },
      '10.00',
      '28.57',
      '0.1000',
      [],
    ],
    [
      'in the first 24 hours',
      { days: [day('40')], now: new Date('2026-11-01T23:59:59Z') },
      '40.00',
      null,
      '0.4000',
      [],
    ],
    // 40 × 30 ÷ 1 = 1200.00
    [
      'after 24 hours',
      { days: [day('40')], now: new Date('2026-11-02T00:00:00Z') },
      '40.00',
      '1200.00',
      '0.4000',
      ['forecast-100'],
    ],
    [
      'when the month is over',
      { days: [day('99')], now: new Date('2026-12-09T00:00:00Z') },
      '99.00',
      '99.00',
      '0.9900',
      ['actual-50', 'actual-80'],
    ],
    ['before the month', { days: [], now: new Date('2026-10-30T00:00:00Z') }, '0.00', null, '0.0000', []],
    ['days of other months', { days: [day('90', '2026-10-31'), day('1')] }, '1.00', '3.00', '0.0100', []],
    ['a budget of nothing, nothing spent', { budget: 0 }, '0.00', '0.00', null, []],
    [
      'a budget of nothing, a cent spent',
      { budget: '0', days: [day('0.01')] },
      '0.01',
      '0.03',
      null,
      ['actual-50', 'actual-80', 'actual-100', 'forecast-100'],
    ],
    // Yen: 10 × 3 = 30
    ['without minor digits', { currency: 'JPY', days: [day('10')] }, '10', '30', '0.1000', []],
  ])('%s', (_name, inputs, actual, forecast, share, alerts) => {
    expect(budget(inputs)).toMatchObject({ actual, forecast, share, alerts });
  });

  it('says what the forecast rests on', () => {
    expect(budget().assumption).toContain('by the second');
    expect(budget({ now: new Date('2026-11-01T01:00:00Z') }).assumption).toContain('no forecast');
  });
});
