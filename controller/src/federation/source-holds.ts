import { sql } from 'kysely';
import type { HeldRemoval } from '../reconcile/decide-removals.ts';
import type { Queryable } from '../store/store.ts';
import { encodeJson, writeRows } from '../store/write-rows.ts';

/** The removals of a source that wait for approval, each with the commit that first asked for it. */
export async function readSourceHolds(db: Queryable, sourceId: string): Promise<HeldRemoval[]> {
  const rows = await db
    .selectFrom('source_held_removal')
    .select(['kind', 'id', 'commit'])
    .where('source_id', '=', sourceId)
    .execute();
  return rows.map(({ kind, id, commit }) => ({ key: { kind, id }, commit }));
}

/** Makes these all that is held of a source. What was held before keeps its commit and its time. */
export async function replaceSourceHolds(
  db: Queryable,
  sourceId: string,
  held: readonly HeldRemoval[],
  now: Date,
): Promise<void> {
  const rows = held.map(({ key, commit }) => ({ source_id: sourceId, ...key, commit, held_at: now }));
  await sql`
    delete from source_held_removal as old where old.source_id = ${sourceId} and not exists (
      select from json_populate_recordset(null::source_held_removal, ${encodeJson(rows)}::text::json) as kept
      where kept.kind = old.kind and kept.id = old.id)`.execute(db);
  await writeRows(db, 'source_held_removal', rows, { onConflict: sql`on conflict do nothing` });
}
