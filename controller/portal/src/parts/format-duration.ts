const units: Record<string, string> = {
  ms: 'millisecond',
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  mo: 'month',
  y: 'year',
};

/** "90d" as "90 days"; anything else is returned as it is written. */
export function formatDuration(duration: string): string {
  const match = /^(\d+)(ms|mo|s|m|h|d|w|y)$/.exec(duration);
  const unit = units[match?.[2] ?? ''];
  if (!match || !unit) return duration;
  const count = Number(match[1]);
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}
