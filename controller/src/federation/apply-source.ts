import { appendAudit } from '../audit/append-audit.ts';
import type { NewAuditEntry } from '../audit/audit-entry.ts';
import { appendEvents } from '../events/append-events.ts';
import type { NewEvent } from '../events/event.ts';
import { entityRow, referenceRows } from '../reconcile/entity-rows.ts';
import { isEmptyPlan, type SyncPlan } from '../reconcile/plan-sync.ts';
import { raiseRevision } from '../reconcile/raise-revision.ts';
import { deleteRows } from '../store/delete-rows.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';

export interface SourceWrite {
  readonly sourceId: string;
  readonly plan: SyncPlan;
  readonly events: readonly NewEvent[];
  readonly audit: readonly NewAuditEntry[];
  readonly commit: string | undefined;
  readonly now: Date;
  readonly signal?: AbortSignal;
}

/**
 * Makes the registry hold what a plan says of a source, with all that tells of it. Only rows of that source are
 * touched: its keys come from them, or hold its namespace. Runs in the transaction of the caller.
 */
export async function applySource(db: Queryable, write: SourceWrite): Promise<void> {
  const { sourceId, plan, events, audit, commit, now, signal } = write;
  if (!isEmptyPlan(plan)) {
    // First of all: whoever raises the revision waits here for the other to end.
    const revision = await raiseRevision(db);
    const written = [...plan.inserts, ...plan.updates.map(({ after }) => after)];
    const replaced = [...plan.updates.map(({ before }) => before), ...plan.deletes].map(({ key }) => key);
    for (const table of ['entity', 'reference'] as const) await deleteRows(db, table, replaced);
    const rows = written.map((entity) => ({
      ...entityRow(entity, { commitOf: () => commit, now }),
      source_id: sourceId,
    }));
    await writeRows(db, 'entity', rows, { signal });
    await writeRows(db, 'reference', written.flatMap(referenceRows), { signal });
    await appendEvents(db, events, { revision, now });
  }
  await appendAudit(db, audit, { now });
}
