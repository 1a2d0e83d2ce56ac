const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/i;

/**
 * Milliseconds since 1970 of a time as RFC 3339 writes it; what is finer is cut off. Undefined for what is none, and for a
 * day or an hour that there is not.
 */
export function parseInstant(text: string): number | undefined {
  const parts = RFC_3339.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as Six;
  const millisecond = Number((parts[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const [sign, hours, minutes] = [parts[8], Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59 || hours > 23 || minutes > 59)
    return undefined;
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  // A day that the month has not would be one of the next.
  if (local.getUTCMonth() !== month - 1) return undefined;
  local.setUTCHours(hour, minute, second, millisecond);
  const offset = (hours * 60 + minutes) * 60_000;
  return local.getTime() - (sign === '-' ? -offset : offset);
}

type Six = [number, number, number, number, number, number];
