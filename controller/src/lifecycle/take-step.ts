import type { Action } from '@souk/model/lifecycle/deadline.ts';
import { type DoneStep, decideStep, type Notice } from '@souk/model/lifecycle/decide-step.ts';
import { LEAST_NOTICES, type NoticeSettings } from '@souk/model/lifecycle/notice-settings.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { appendEvents } from '../events/append-events.ts';
import type { NewEvent } from '../events/event.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import type { LifecycleCase } from './lifecycle-case.ts';
import type { NoticeChannel } from './notice-channel.ts';
import { renderNotice } from './render-notice.ts';
import { storeCases } from './store-cases.ts';
import type { SubjectFacts } from './subject-facts.ts';

/** After which it is looked again whether people could be told. */
const LOOK_AGAIN_MS = 6 * 60 * 60 * 1_000;

export interface StepSetting {
  readonly settings: NoticeSettings;
  readonly channels: readonly NoticeChannel[];
  readonly subject: SubjectFacts;
  readonly now: Date;
  /** Proposes what an action asks for, where that is a pull request. */
  readonly propose: Propose;
  readonly write: <T>(work: (db: Queryable) => Promise<T>) => Promise<T>;
  /** How many notices of the case were sent by a channel beside the change feed. */
  readonly countSent: (one: LifecycleCase) => Promise<number>;
}

/**
 * Proposes what an action asks for, once however often it is called.
 *
 * @returns why it can't be, for people; then it waits
 */
export type Propose = (
  one: LifecycleCase,
  action: Action,
  subject: SubjectFacts,
) => Promise<string | undefined>;

/** Does the next thing about a case that is due, and writes down that it is done with all that tells of it. */
export async function takeStep(one: LifecycleCase, setting: StepSetting): Promise<void> {
  const { settings, now, write, countSent, propose, subject } = setting;
  const step = decideStep(one, one.done, settings, now);
  switch (step.type) {
    case 'end':
      return write((db) => storeCases(db, [{ ...one, nextDueAt: undefined, held: undefined }]));
    case 'wait':
      return write((db) => storeCases(db, [{ ...one, nextDueAt: step.until, held: undefined }]));
    case 'notice':
      return write((db) => keepNotice(db, one, step, setting));
    case 'action': {
      const isFirst = !one.done.some(({ type }) => type === 'action');
      if (isFirst && (await countSent(one)) < LEAST_NOTICES) return write((db) => hold(db, one, UNTOLD, now));
      const obstacle = await propose(one, step.action, subject);
      if (obstacle !== undefined) return write((db) => hold(db, one, obstacle, now));
      return write((db) => keepAction(db, one, step.action, setting));
    }
  }
}

async function keepNotice(
  db: Queryable,
  one: LifecycleCase,
  notice: Notice,
  { channels, subject, settings, now }: StepSetting,
): Promise<void> {
  const content = renderNotice(one, notice, subject);
  const told = channels.filter((channel) => channel.canTell(content));
  const rows = told.map(({ name }) => ({
    ...{ kind: one.subject.kind, id: one.subject.id, trigger: one.trigger, number: notice.number },
    ...{ channel: name, content, state: 'pending', attempts: 0, due_at: now },
  }));
  await writeRows(db, 'notice', rows);
  await advance(db, one, { type: 'notice', at: now }, settings, now);
  const { number, action, actsAt, isEscalated } = notice;
  const data = { ...aboutCase(one), number, action, actsAt, escalated: isEscalated, teams: content.teams };
  await announce(db, one, 'notice', data, now);
}

async function keepAction(
  db: Queryable,
  one: LifecycleCase,
  action: Action,
  { settings, now }: StepSetting,
): Promise<void> {
  await advance(db, one, { type: 'action', action, at: now }, settings, now);
  await announce(db, one, names[action], aboutCase(one), now);
  await appendAudit(
    db,
    [
      {
        actor: { name: 'Souk' },
        action: names[action],
        subject: formatKey(one.subject),
        detail: { trigger: one.trigger, due: one.dueAt.toISOString() },
      },
    ],
    { now },
  );
}

/** Past tense, as events and the audit log name what was done. */
const names: Readonly<Record<Action, string>> = {
  suspend: 'stopped',
  deprovision: 'ended',
  'clean-up': 'clean-up-proposed',
  review: 'review-proposed',
  retire: 'retirement-proposed',
};

async function advance(
  db: Queryable,
  one: LifecycleCase,
  step: DoneStep,
  settings: NoticeSettings,
  now: Date,
): Promise<void> {
  const done = [...one.done, step];
  const next = decideStep(one, done, settings, now);
  const nextDueAt = next.type === 'wait' ? next.until : next.type === 'end' ? undefined : now;
  await storeCases(db, [{ ...one, done, nextDueAt, held: undefined }]);
}

/** Nothing happens to what nobody was told of twice, by the feed and by another way. */
const UNTOLD = `Its owners could not be told ${LEAST_NOTICES} times by a second way: set up issues on GitHub or e-mail, and a contact for the team.`;

function hold(db: Queryable, one: LifecycleCase, held: string, now: Date): Promise<void> {
  return storeCases(db, [{ ...one, held, nextDueAt: new Date(now.getTime() + LOOK_AGAIN_MS) }]);
}

async function announce(
  db: Queryable,
  { subject }: LifecycleCase,
  what: string,
  data: Readonly<Record<string, unknown>>,
  now: Date,
): Promise<void> {
  const { revision } = await db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
  const event: NewEvent = { type: `${subject.kind.toLowerCase()}.${what}`, entity: subject, data };
  await appendEvents(db, [event], { revision, now });
}

function aboutCase({ trigger, dueAt }: LifecycleCase): Readonly<Record<string, unknown>> {
  return { trigger, dueAt };
}
