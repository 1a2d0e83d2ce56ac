/** A day in UTC, as `2026-11-21`: days compare as texts do. */
export type Day = string;

const DAY_MS = 86_400_000;

/** @param time milliseconds since 1970 */
export function dayOf(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);
}

/** All days from the first to the last, both of them too. */
export function daysBetween(first: Day, last: Day): readonly Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}
