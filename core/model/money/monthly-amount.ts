import type { Installation } from '../manifest/manifest.ts';

type MonthlyMoney = NonNullable<Installation['budget']>;

/** The amount of a month as a number; undefined where none is written. */
export function monthlyAmount(money: MonthlyMoney | undefined): number | undefined {
  if (money === undefined) return undefined;
  return Number(typeof money === 'object' ? money.monthly : money);
}

/** The currency where one is written. */
export function currencyOf(money: MonthlyMoney | undefined): string | undefined {
  return typeof money === 'object' ? money.currency : undefined;
}
