const seconds = /^\d{1,9}$/;
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** The time that a Retry-After header names, in seconds or as a date of HTTP; undefined when it names none. */
export function parseRetryAfter(header: string, now: Date): Date | undefined {
  const text = header.trim();
  if (seconds.test(text)) return new Date(now.getTime() + Number(text) * 1_000);
  const at = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : new Date(at);
}
