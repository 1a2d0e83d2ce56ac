import type Big from 'big.js';
import type { Day } from '../run/day.ts';

/** Such as `3,418.22`; the cent is rounded here and nowhere before. */
export function formatAmount(amount: Big): string {
  const [whole = '0', cents = '00'] = amount.toFixed(2).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}

/** Such as `+31%`; undefined where there is nothing to compare with. */
export function formatChange(now: Big, mean: Big, digits: number): string | undefined {
  if (mean.lte(0)) return undefined;
  const percent = now.minus(mean).div(mean).times(100).round(digits);
  return `${percent.gte(0) ? '+' : ''}${percent.toFixed(digits)}%`;
}

/** Such as `Saturday, 21 November 2026`. */
export function formatDay(day: Day): string {
  const date = new Date(`${day}T00:00:00Z`);
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(date);
  return `${part({ weekday: 'long' })}, ${part({ day: 'numeric', month: 'long', year: 'numeric' })}`;
}

/** Such as `27th`. */
export function formatOrdinal(day: Day): string {
  const number = Number(day.slice(8));
  const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
  return `${number}${endings[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)] ?? 'th'}`;
}
