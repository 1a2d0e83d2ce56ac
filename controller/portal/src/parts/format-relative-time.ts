const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "3 hours ago"; undefined when `date` cannot be read. */
export function formatRelativeTime(date: string, now: Date): string | undefined {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return undefined;
  const seconds = (time - now.getTime()) / 1000;
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? format.format(Math.round(seconds / step[1]), step[0]) : 'just now';
}
