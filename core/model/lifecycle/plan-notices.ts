import { DAY_MS } from './days-between.ts';
import type { Deadline } from './deadline.ts';
import { LEAST_NOTICES, type NoticeSettings } from './notice-settings.ts';

/**
 * When people are told of a deadline, the first first. What lives too short for the usual days is told of after a third
 * and two thirds of its time.
 */
export function planNotices({ since, dueAt }: Deadline, { daysBefore }: NoticeSettings): readonly Date[] {
  const due = dueAt.getTime();
  const span = due - since.getTime();
  const usual = daysBefore.map((days) => days * DAY_MS).filter((before) => before < span);
  const thirds = [span / 3, (span * 2) / 3].filter((before) => !usual.includes(before));
  const missing = Math.max(0, LEAST_NOTICES - usual.length);
  const all = [...usual, ...thirds.slice(0, missing)];
  return all.toSorted((a, b) => b - a).map((before) => new Date(due - Math.floor(before)));
}
