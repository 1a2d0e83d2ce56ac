import type { Deadline } from '@souk/model/lifecycle/deadline.ts';
import { decideStep } from '@souk/model/lifecycle/decide-step.ts';
import type { NoticeSettings } from '@souk/model/lifecycle/notice-settings.ts';
import { planNotices } from '@souk/model/lifecycle/plan-notices.ts';
import { caseKey, type LifecycleCase } from './lifecycle-case.ts';

export interface CasePlan {
  readonly begin: readonly LifecycleCase[];
  /** Those that are due at another time than before: what was done about them does not count any more. */
  readonly renew: readonly { readonly before: LifecycleCase; readonly after: LifecycleCase }[];
  /** Those that are over: somebody did something about them. */
  readonly end: readonly LifecycleCase[];
}

/**
 * What the deadlines of now mean for the cases that are known. Of what is put off with every use nobody is told before
 * its first notice is due, so that use costs nothing.
 */
export function planCases(
  deadlines: readonly Deadline[],
  known: readonly LifecycleCase[],
  settings: NoticeSettings,
  now: Date,
): CasePlan {
  const before = new Map(known.map((one) => [caseKey(one), one]));
  const begin: LifecycleCase[] = [];
  const renew: { before: LifecycleCase; after: LifecycleCase }[] = [];
  for (const deadline of deadlines.filter((one) => isNear(one, settings, now))) {
    const key = caseKey(deadline);
    const old = before.get(key);
    before.delete(key);
    if (old === undefined) begin.push(openCase(deadline, settings, now));
    // What it is counted from is when people could first know of it.
    else if (old.dueAt.getTime() !== deadline.dueAt.getTime())
      renew.push({ before: old, after: openCase({ ...deadline, since: now }, settings, now) });
  }
  return { begin, renew, end: [...before.values()] };
}

function isNear(deadline: Deadline, settings: NoticeSettings, now: Date): boolean {
  if (deadline.trigger !== 'idle') return true;
  const [first] = planNotices(deadline, settings);
  return first !== undefined && first <= now;
}

function openCase(deadline: Deadline, settings: NoticeSettings, now: Date): LifecycleCase {
  const step = decideStep(deadline, [], settings, now);
  return {
    ...deadline,
    done: [],
    nextDueAt: step.type === 'wait' ? step.until : step.type === 'end' ? undefined : now,
    held: undefined,
  };
}
