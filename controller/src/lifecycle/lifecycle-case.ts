import type { Deadline } from '@souk/model/lifecycle/deadline.ts';
import type { DoneStep } from '@souk/model/lifecycle/decide-step.ts';

/** A deadline that people are told of, with what was done about it so far. */
export interface LifecycleCase extends Deadline {
  readonly done: readonly DoneStep[];
  /** When there is something to do about it; undefined when all is done. */
  readonly nextDueAt: Date | undefined;
  /** Why the next step is not taken though it is due. */
  readonly held: string | undefined;
}

/** What a case is known by: a subject has one for each trigger. */
export function caseKey({ subject, trigger }: Pick<Deadline, 'subject' | 'trigger'>): string {
  return `${subject.kind}/${subject.id}/${trigger}`;
}
