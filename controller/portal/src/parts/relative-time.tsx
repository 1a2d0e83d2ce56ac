import { formatRelativeTime } from './format-relative-time.ts';

export function RelativeTime({ date }: { date: string }) {
  const text = formatRelativeTime(date, new Date());
  if (!text) return <>{date}</>;
  return (
    <time dateTime={date} title={new Date(date).toLocaleString()}>
      {text}
    </time>
  );
}
