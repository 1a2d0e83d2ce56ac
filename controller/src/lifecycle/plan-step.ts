import type { Action } from '@souk/model/lifecycle/deadline.ts';
import { type DoneStep, decideStep, type NextStep } from '@souk/model/lifecycle/decide-step.ts';
import { LEAST_NOTICES, type NoticeSettings } from '@souk/model/lifecycle/notice-settings.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { NewAuditEntry } from '../audit/audit-entry.ts';
import type { NewEvent } from '../events/event.ts';
import type { Row } from '../store/write-rows.ts';
import type { LifecycleCase } from './lifecycle-case.ts';
import type { NoticeChannel } from './notice-channel.ts';
import { renderNotice } from './render-notice.ts';
import type { SubjectFacts } from './subject-facts.ts';

/** What is written down when a step is taken. */
export interface StepOutcome {
  readonly after: LifecycleCase;
  /** Rows of `notice`. */
  readonly notices: readonly Row[];
  readonly events: readonly NewEvent[];
  readonly audit: readonly NewAuditEntry[];
}

/** A case that is due, with all that decides what is done about it. */
export interface DueCase {
  readonly one: LifecycleCase;
  readonly subject: SubjectFacts;
  /** How many of its notices were sent by a way beside the change feed. */
  readonly sent: number;
}

export interface StepContext {
  readonly settings: NoticeSettings;
  readonly channels: readonly NoticeChannel[];
  readonly now: Date;
}

/** After which it is looked again whether something can be done that could not. */
const LOOK_AGAIN_MS = 6 * 60 * 60 * 1_000;

/** What is to be done: something that was decided by itself, or an action that has to be possible first. */
export type PlannedStep =
  | { readonly type: 'settled'; readonly outcome: StepOutcome }
  | { readonly type: 'action'; readonly action: Action };

/** The next thing about a case. Nothing is done to what nobody was told of twice, by the feed and by another way. */
export function planStep(due: DueCase, context: StepContext): PlannedStep {
  const { one, sent } = due;
  const step = decideStep(one, one.done, context.settings, context.now);
  if (step.type === 'action') {
    const isFirst = !one.done.some(({ type }) => type === 'action');
    if (isFirst && sent < LEAST_NOTICES) return { type: 'settled', outcome: held(one, UNTOLD, context) };
    return step;
  }
  if (step.type === 'notice') return { type: 'settled', outcome: noticed(due, step, context) };
  return { type: 'settled', outcome: quiet({ ...one, nextDueAt: timeOf(step, context), held: undefined }) };
}

const UNTOLD = `Its owners could not be told ${LEAST_NOTICES} times by a second way: set up issues on GitHub or e-mail, and a contact for the team.`;

/** What is written down once an action was taken. */
export function acted(one: LifecycleCase, action: Action, context: StepContext): StepOutcome {
  const { now } = context;
  return {
    after: advanced(one, { type: 'action', action, at: now }, context),
    notices: [],
    events: [eventOf(one, names[action], {})],
    audit: [
      {
        actor: { name: 'Souk' },
        action: names[action],
        subject: formatKey(one.subject),
        detail: { trigger: one.trigger, due: one.dueAt.toISOString() },
      },
    ],
  };
}

/** What is written down when an action is not possible yet; `why` is for people. */
export function held(one: LifecycleCase, why: string, { now }: Pick<StepContext, 'now'>): StepOutcome {
  return quiet({ ...one, held: why, nextDueAt: new Date(now.getTime() + LOOK_AGAIN_MS) });
}

/** Past tense, as events and the audit log name what was done. */
const names: Readonly<Record<Action, string>> = {
  suspend: 'stopped',
  deprovision: 'ended',
  'clean-up': 'clean-up-proposed',
  review: 'review-proposed',
  retire: 'retirement-proposed',
};

function noticed(
  { one, subject }: DueCase,
  notice: Extract<NextStep, { readonly type: 'notice' }>,
  context: StepContext,
): StepOutcome {
  const { channels, now } = context;
  const content = renderNotice(one, notice, subject);
  const { number, action, actsAt, isEscalated } = notice;
  const row = { kind: one.subject.kind, id: one.subject.id, trigger: one.trigger, number };
  return {
    after: advanced(one, { type: 'notice', at: now }, context),
    notices: channels
      .filter((channel) => channel.canTell(content))
      .map(({ name }) => ({ ...row, channel: name, content, state: 'pending', attempts: 0, due_at: now })),
    events: [
      eventOf(one, 'notice', { number, action, actsAt, escalated: isEscalated, teams: content.teams }),
    ],
    audit: [],
  };
}

function advanced(one: LifecycleCase, step: DoneStep, context: StepContext): LifecycleCase {
  const done = [...one.done, step];
  const next = decideStep(one, done, context.settings, context.now);
  return { ...one, done, nextDueAt: timeOf(next, context), held: undefined };
}

function timeOf(step: NextStep, { now }: StepContext): Date | undefined {
  if (step.type === 'end') return undefined;
  return step.type === 'wait' ? step.until : now;
}

function quiet(after: LifecycleCase): StepOutcome {
  return { after, notices: [], events: [], audit: [] };
}

function eventOf(
  { subject, trigger, dueAt }: LifecycleCase,
  what: string,
  more: Readonly<Record<string, unknown>>,
): NewEvent {
  return {
    type: `${subject.kind.toLowerCase()}.${what}`,
    entity: subject,
    data: { trigger, dueAt, ...more },
  };
}
