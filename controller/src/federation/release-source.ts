import type { NewAuditEntry } from '../audit/audit-entry.ts';
import type { Term } from '../leadership/term.ts';
import { isEmptyPlan } from '../reconcile/plan-sync.ts';
import type { Store } from '../store/store.ts';
import { applySource } from './apply-source.ts';
import { readForeign } from './read-foreign.ts';
import { isSameCursor, readSourceCursor, type SourceCursor, writeSourceCursor } from './source-cursor.ts';
import { replaceSourceHolds } from './source-holds.ts';
import { sourceEvents } from './source-news.ts';

/** What becomes of a source that is read no more. */
export type Release =
  /** There is nothing of it in our catalog any more. */
  | { readonly why: 'removed' }
  | { readonly why: 'refused'; readonly namespace: string; readonly reason: string };

/**
 * Removes all that the registry holds of a source, which is our own decision and needs no budget.
 *
 * @returns whether anything was written
 */
export async function releaseSource(
  sourceId: string,
  release: Release,
  { store, term, now }: { readonly store: Store; readonly term: Term; readonly now: Date },
): Promise<boolean> {
  const observed = await readForeign(store.db, sourceId);
  const before = await readSourceCursor(store.db, sourceId);
  const plan = { inserts: [], updates: [], deletes: [...observed.values()] };
  const after = release.why === 'refused' ? refusedCursor(sourceId, release) : undefined;
  const noted = after === undefined ? before === undefined : isSameCursor(before, after);
  if (isEmptyPlan(plan) && noted) return false;
  const visibleTo = before?.visible_to ?? undefined;
  const source = visibleTo === undefined ? { id: sourceId } : { id: sourceId, visibleTo };
  const events = sourceEvents(plan, source, { commit: undefined, initial: false });
  const audit: NewAuditEntry[] = isEmptyPlan(plan)
    ? []
    : [
        {
          actor: { name: 'Souk' },
          action: 'unfederated',
          subject: `Source/${sourceId}`,
          detail: { why: release.why, removed: observed.size },
        },
      ];
  await term.write(async (db) => {
    await applySource(db, { sourceId, plan, events, audit, commit: undefined, now });
    await replaceSourceHolds(db, sourceId, [], now);
    if (after === undefined) await db.deleteFrom('source_cursor').where('source_id', '=', sourceId).execute();
    else await writeSourceCursor(db, after, now);
  });
  return true;
}

function refusedCursor(
  sourceId: string,
  { namespace, reason }: Extract<Release, { why: 'refused' }>,
): SourceCursor {
  return {
    source_id: sourceId,
    namespace,
    fingerprint: null,
    commit: null,
    state: 'refused',
    error: reason,
    visible_to: null,
    installable: false,
    entities: 0,
  };
}
