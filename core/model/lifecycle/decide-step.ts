import { DAY_MS } from './days-between.ts';
import type { Action, Deadline } from './deadline.ts';
import { LEAST_NOTICES, type NoticeSettings } from './notice-settings.ts';
import { planNotices } from './plan-notices.ts';

/** What was done about a deadline, and when. */
export type DoneStep =
  | { readonly type: 'notice'; readonly at: Date }
  | { readonly type: 'action'; readonly action: Action; readonly at: Date };

export type NextStep =
  /** People are told now. */
  | Notice
  | { readonly type: 'action'; readonly action: Action }
  /** Nothing before then. */
  | { readonly type: 'wait'; readonly until: Date }
  /** All is done. */
  | { readonly type: 'end' };

export interface Notice {
  readonly type: 'notice';
  /** Counts from 1. */
  readonly number: number;
  /** What is done if nobody does anything, and the earliest that it can be. */
  readonly action: Action;
  readonly actsAt: Date;
  /** Whether whoever stands in for the owner is told too. */
  readonly isEscalated: boolean;
}

/**
 * What comes next for a deadline. Whoever asks late, after a crash or a week off, gets one notice in place of those that
 * were missed, and nothing is done before people were told twice and had time to do something about it.
 *
 * @param done in the order in which it was done
 */
export function decideStep(
  deadline: Deadline,
  done: readonly DoneStep[],
  settings: NoticeSettings,
  now: Date,
): NextStep {
  const acted = done.filter((step) => step.type === 'action');
  const next = deadline.actions[acted.length];
  if (next === undefined) return { type: 'end' };
  const before = acted.at(-1);
  if (before !== undefined) {
    const { graceDays } = deadline.actions[acted.length - 1] ?? next;
    return actAt(next.action, before.at.getTime() + (next.graceDays - graceDays) * DAY_MS, now);
  }
  const notices = done.map(({ at }) => at.getTime());
  return decideFirst(deadline, next.action, notices, settings, now);
}

/** Of notices, and of the first thing that is done. */
function decideFirst(
  deadline: Deadline,
  action: Action,
  notices: readonly number[],
  settings: NoticeSettings,
  now: Date,
): NextStep {
  const { escalateDays, leastDays } = settings;
  const [since, due, time] = [deadline.since.getTime(), deadline.dueAt.getTime(), now.getTime()];
  // What became known when it was over already is treated as if there was time.
  const span = due > since ? due - since : Number.POSITIVE_INFINITY;
  const gap = Math.min(leastDays * DAY_MS, Math.floor(span / 3));
  const last = notices.at(-1);
  const rested = last === undefined ? since : last + gap;
  const lacking = Math.max(0, LEAST_NOTICES - notices.length);
  const planned = planNotices(deadline, settings).map((at) => at.getTime());
  const unsaid = planned.find((at) => last === undefined || at > last) ?? Number.POSITIVE_INFINITY;
  // Those that are lacking are made up for in the time that is left.
  const tellAt = Math.max(rested, Math.min(unsaid, lacking > 0 ? due - lacking * gap : unsaid));
  if (tellAt > time) {
    const actsAt = lacking > 0 ? Number.POSITIVE_INFINITY : Math.max(due, rested);
    return tellAt < actsAt ? { type: 'wait', until: new Date(tellAt) } : actAt(action, actsAt, now);
  }
  const number = notices.length + 1;
  const actsAt = Math.max(due, time + gap * Math.max(1, lacking));
  const isEscalated = number >= LEAST_NOTICES && actsAt - time <= escalateDays * DAY_MS;
  return { type: 'notice', number, action, actsAt: new Date(actsAt), isEscalated };
}

function actAt(action: Action, at: number, now: Date): NextStep {
  return at <= now.getTime() ? { type: 'action', action } : { type: 'wait', until: new Date(at) };
}
