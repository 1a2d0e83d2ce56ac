import { addMonths } from './utc-month.ts';

/**
 * The month that an event is billed with: its own, or the oldest one after it that is still open.
 *
 * @param isClosed of a month such as `2026-11`
 */
export function billMonth(month: string, isClosed: (month: string) => boolean): string {
  let billed = month;
  while (isClosed(billed)) billed = addMonths(billed, 1);
  return billed;
}
