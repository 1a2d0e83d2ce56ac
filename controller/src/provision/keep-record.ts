import { appendAudit } from '../audit/append-audit.ts';
import { keepPresences } from '../billing/keep-presences.ts';
import { appendEvents } from '../events/append-events.ts';
import { revokePrincipal } from '../identity/revoke-principal.ts';
import type { Queryable } from '../store/store.ts';
import { deedEvent, type InstallationDeed, nameDeed, standingEvents } from './installation-events.ts';
import type { InstallationRecord } from './installation-record.ts';
import { deleteRecord, storeRecord } from './store-record.ts';

export interface RecordChange {
  readonly before: InstallationRecord | undefined;
  /** Undefined when nothing is left of it. */
  readonly after: InstallationRecord | undefined;
  /** What was done to the instance; undefined when it was only looked at. */
  readonly deed: InstallationDeed | undefined;
}

/** Writes down what became of an installation, and tells of it, in the transaction of the caller. */
export async function keepRecord(
  db: Queryable,
  { before, after, deed }: RecordChange,
  now: Date,
): Promise<void> {
  const subject = after ?? before;
  if (subject === undefined) return;
  if (after === undefined) await deleteRecord(db, subject.id);
  else await storeRecord(db, after);
  // It is charged for the time in which it was there.
  if (standingOf(before) !== standingOf(after)) await keepPresences(db, now, subject.id);
  const events = [
    ...(deed === undefined ? [] : [deedEvent(deed, subject)]),
    ...(after === undefined ? [] : standingEvents(before, after)),
  ];
  if (events.length > 0) {
    const { revision } = await db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
    await appendEvents(db, events, { revision, now });
  }
  // Were it installed anew by the same name, what it has been given before would count again.
  if (deed === 'remove')
    await revokePrincipal(db, { installationId: subject.id, reason: 'It was taken down.' }, now);
  if (deed !== undefined) await appendAudit(db, [auditOf(deed, subject)], { now });
}

function standingOf(record: InstallationRecord | undefined): string {
  const { phase, running } = record?.state ?? {};
  return `${phase ?? 'absent'} ${running?.version ?? ''}`;
}

function auditOf(deed: InstallationDeed, { id, app, driver, state, instance }: InstallationRecord) {
  const version = state.running?.version ?? instance?.entry.version;
  return {
    actor: { name: 'Souk' },
    action: nameDeed(deed),
    subject: `Installation/${id}`,
    detail: { app: app.id, version: version ?? null, driver },
  };
}
