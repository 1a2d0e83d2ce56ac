const dayMilliseconds = 86_400_000;

/** Whole days from the day of `now` to the day of `date`, both in UTC; negative when past, undefined when unreadable. */
export function daysUntil(date: string, now: Date): number | undefined {
  const time = Date.parse(date);
  if (Number.isNaN(time)) return undefined;
  return Math.floor(time / dayMilliseconds) - Math.floor(now.getTime() / dayMilliseconds);
}

/** "12 days left", "ends today", "ended yesterday". */
export function describeDaysLeft(days: number): string {
  if (days === 0) return 'ends today';
  if (days === 1) return '1 day left';
  if (days > 1) return `${days.toLocaleString('en')} days left`;
  return days === -1 ? 'ended yesterday' : `ended ${(-days).toLocaleString('en')} days ago`;
}

export type Urgency = 'calm' | 'soon' | 'now';

/** How loud a deadline should look: within 90 days it is soon, within 30 it is now. */
export function urgencyOf(days: number): Urgency {
  if (days <= 30) return 'now';
  return days <= 90 ? 'soon' : 'calm';
}
