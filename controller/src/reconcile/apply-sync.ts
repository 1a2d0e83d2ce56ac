import { sql } from 'kysely';
import { appendAudit } from '../audit/append-audit.ts';
import type { NewAuditEntry } from '../audit/audit-entry.ts';
import { appendEvents } from '../events/append-events.ts';
import type { NewEvent } from '../events/event.ts';
import type { UnreadableFile } from '../store/source-tables.ts';
import type { Queryable } from '../store/store.ts';
import { encodeJson, writeRows } from '../store/write-rows.ts';
import { type ApplyOptions, applyPlan } from './apply-plan.ts';
import type { HeldRemoval } from './decide-removals.ts';
import type { SyncMoment } from './entity-rows.ts';
import { isEmptyPlan, type SyncPlan } from './plan-sync.ts';
import { raiseRevision } from './raise-revision.ts';
import { readSyncCursor } from './sync-cursor.ts';

/** How far the registry comes with a sync. */
export interface Advance {
  /** Fingerprint of the source that the plan was made from. */
  readonly fingerprint: string;
  readonly commit: string | undefined;
  /** Commits that are passed, the newest first. */
  readonly commits: readonly string[];
  readonly unreadable: readonly UnreadableFile[];
  /** Everything that is held from now on. */
  readonly held: readonly HeldRemoval[];
  /** File that says what is approved; undefined where there is none. */
  readonly settingsPath: string | undefined;
}

export interface ApplyInput extends ApplyOptions {
  readonly plan: SyncPlan;
  /** Absent when entities are only judged again, at the commit where the registry stands. */
  readonly advance?: Advance | undefined;
  readonly events: readonly NewEvent[];
  readonly audit: readonly NewAuditEntry[];
  readonly moment: SyncMoment;
}

/**
 * Carries a plan out, with everything that tells of it: rows, events, audit entries and the cursor change together or
 * not at all. Runs in the transaction of the caller.
 *
 * @returns the revision that the registry has now
 */
export async function applySync(db: Queryable, input: ApplyInput): Promise<number> {
  await applyPlan(db, input.plan, input.moment, input);
  return recordSync(db, input);
}

/** Writes down what tells of a plan that was carried out in the same transaction. */
export async function recordSync(db: Queryable, input: ApplyInput): Promise<number> {
  const { plan, advance, events, audit, moment } = input;
  const revision = isEmptyPlan(plan) ? (await readSyncCursor(db)).revision : await raiseRevision(db);
  await appendEvents(db, events, { revision, now: moment.now });
  await appendAudit(db, audit, { now: moment.now });
  if (advance !== undefined) await moveCursor(db, advance, revision, moment.now);
  return revision;
}

async function moveCursor(
  db: Queryable,
  { fingerprint, commit, commits, unreadable, held }: Advance,
  revision: number,
  now: Date,
): Promise<void> {
  await db
    .updateTable('sync_cursor')
    .set({
      fingerprint,
      commit: commit ?? null,
      state: 'synced',
      error: null,
      unreadable: encodeJson(unreadable),
      changed_at: now.toISOString(),
      synced_at: now.toISOString(),
    })
    .execute();
  const applied = commits.map((id) => ({ commit: id, revision, applied_at: now }));
  await writeRows(db, 'applied_commit', applied, { onConflict: sql`on conflict do nothing` });
  await replaceHeld(db, held, now);
}

/** What was held before keeps the time at which it was. */
async function replaceHeld(db: Queryable, held: readonly HeldRemoval[], now: Date): Promise<void> {
  const rows = held.map(({ key, commit }) => ({ ...key, commit, held_at: now }));
  await sql`
    delete from held_removal where not exists (
      select from json_populate_recordset(null::held_removal, ${encodeJson(rows)}::text::json) as kept
      where kept.kind = held_removal.kind and kept.id = held_removal.id)`.execute(db);
  await writeRows(db, 'held_removal', rows, { onConflict: sql`on conflict do nothing` });
}
