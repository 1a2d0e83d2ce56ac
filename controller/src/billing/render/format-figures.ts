import { formatDecimal as groupDigits } from '@souk/model/cost/format-decimal.ts';

/** `1234567.50` as `1,234,567.50`: every digit stays as it is. A minus sign is as wide as a digit. */
export function formatDecimal(decimal: string): string {
  return groupDigits(decimal).replace('-', '\u2212');
}

/** A price with every digit that counts, and never fewer than two after the point: `30.00`, `0.0004`. */
export function formatPrice(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  return formatDecimal(`${whole}.${fraction.padEnd(2, '0')}`);
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const dayName = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});
const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const minute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });

/** `2026-11` as `November 2026`. */
export function formatMonth(month: string): string {
  return monthName.format(new Date(`${month}-01T00:00:00Z`));
}

export function formatDay(time: Date): string {
  return dayName.format(time);
}

const DAY_MS = 86_400_000;

/** `1 Nov – 30 Nov` for whole days, with times where it is none. */
export function formatSpan({ from, to }: { readonly from: string; readonly to: string }): string {
  const [begin, end] = [new Date(from), new Date(to)];
  if (begin.getTime() % DAY_MS !== 0 || end.getTime() % DAY_MS !== 0)
    return `${shortDay.format(begin)} ${minute.format(begin)} – ${shortDay.format(end)} ${minute.format(end)}`;
  const last = new Date(end.getTime() - 1);
  const days = [shortDay.format(begin), shortDay.format(last)];
  return days[0] === days[1] ? (days[0] ?? '') : days.join(' – ');
}
