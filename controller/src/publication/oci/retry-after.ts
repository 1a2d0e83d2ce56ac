const LONGEST_S = 24 * 60 * 60;

/** Milliseconds of the header `Retry-After` in seconds; a date, which wants a clock, counts as none. */
export function retryAfterMs(header: string | null): number | undefined {
  const seconds = header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined;
  return seconds === undefined ? undefined : Math.min(seconds, LONGEST_S) * 1_000;
}
