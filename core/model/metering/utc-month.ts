/** The calendar month in UTC that an instant falls into, such as `2026-11`. */
export function monthOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 7);
}

/** @param months may be below 0 */
export function addMonths(month: string, months: number): string {
  const at = new Date(startOfMonth(month));
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
}

/** Its first instant, in milliseconds since 1970. */
export function startOfMonth(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}
