import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from './store.ts';

const BATCH = 1_000;

/** Deletes all rows of one table that belong to these entities. */
export async function deleteRows(
  db: Queryable,
  table: 'entity' | 'reference' | 'finding' | 'condition' | 'vetting' | 'tombstone',
  keys: readonly EntityKey[],
): Promise<void> {
  for (let start = 0; start < keys.length; start += BATCH) {
    const batch = keys.slice(start, start + BATCH);
    await sql`
      delete from ${sql.table(table)} as doomed
      using unnest(${batch.map(({ kind }) => kind)}::text[], ${batch.map(({ id }) => id)}::text[]) as k (kind, id)
      where doomed.kind = k.kind and doomed.id = k.id`.execute(db);
  }
}
