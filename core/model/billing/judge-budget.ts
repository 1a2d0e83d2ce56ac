import Big from 'big.js';
import { minorDigits } from '../money/minor-digits.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { roundQuotient } from '../money/round-quotient.ts';
import { monthOf } from './month.ts';
import { renderAmount } from './render-line.ts';

/** What a budget can warn of. Each is told once a month. */
export type BudgetAlert = 'actual-50' | 'actual-80' | 'actual-100' | 'forecast-100';

export interface BudgetInputs {
  /** `2026-11` */
  readonly period: string;
  /** Most that may be spent in the month, in `currency`. */
  readonly budget: string | number;
  readonly currency: string;
  /** What each day cost, `2026-11-03`, in the same currency. Days of other months do not count. */
  readonly days: readonly { readonly day: string; readonly amount: string }[];
  /** What was told already in this month. */
  readonly told: readonly BudgetAlert[];
  readonly now: Date;
}

export interface BudgetState {
  readonly budget: string;
  readonly actual: string;
  /** What the whole month will cost if it goes on like this; null in its first 24 hours, from which nothing follows. */
  readonly forecast: string | null;
  /** Actual ÷ budget, to four digits after the point: `0.8125`; null where the budget is 0. */
  readonly share: string | null;
  /** What has to be told now, in order. */
  readonly alerts: readonly BudgetAlert[];
  /** What the forecast rests on, in words. */
  readonly assumption: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const SHARE_DIGITS = 4;

/** How a budget stands. The forecast is a straight line: actual × length of the month ÷ time that has passed. */
export function judgeBudget({ period, budget, currency, days, told, now }: BudgetInputs): BudgetState {
  const month = monthOf(period);
  const digits = minorDigits(currency);
  const most = parseAmount(budget) ?? new Big(0);
  const actual = days
    .filter(({ day }) => day.startsWith(`${month.name}-`))
    .reduce((sum, { amount }) => sum.plus(amount), new Big(0));
  const elapsed = Math.min(now.getTime(), month.to) - month.from;
  const length = month.to - month.from;
  const forecast =
    elapsed < DAY_MS ? undefined : roundQuotient(actual.times(length), new Big(elapsed), digits);
  const reached = (['50', '80', '100'] as const).flatMap((percent): BudgetAlert[] =>
    actual.gt(0) && actual.times(100).gte(most.times(percent)) ? [`actual-${percent}`] : [],
  );
  const expected: BudgetAlert[] = forecast?.gt(0) === true && forecast.gte(most) ? ['forecast-100'] : [];
  return {
    budget: renderAmount(most, digits),
    actual: renderAmount(actual, digits),
    forecast: forecast === undefined ? null : renderAmount(forecast, digits),
    share: most.eq(0) ? null : roundQuotient(actual, most, SHARE_DIGITS).toFixed(SHARE_DIGITS),
    alerts: [...reached, ...expected].filter((alert) => !told.includes(alert)),
    assumption:
      forecast === undefined
        ? 'There is no forecast in the first 24 hours of a month.'
        : 'The forecast takes the rest of the month to go on as it went so far, by the second.',
  };
}
