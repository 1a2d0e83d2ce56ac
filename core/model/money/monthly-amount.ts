import type { Installation } from '../manifest/manifest.ts';

type MonthlyMoney = NonNullable<Installation['budget']>;

/** JSON has no infinity, and its null is below every limit: an amount that no number holds counts as this much. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** The amount of a month as a number; undefined where none is written. */
export function monthlyAmount(money: MonthlyMoney | undefined): number | undefined {
  if (money === undefined) return undefined;
  return Math.min(Number(typeof money === 'object' ? money.monthly : money), LARGEST);
}

/** The currency where one is written. */
export function currencyOf(money: MonthlyMoney | undefined): string | undefined {
  return typeof money === 'object' ? money.currency : undefined;
}
