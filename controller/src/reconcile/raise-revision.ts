import type { Queryable } from '../store/store.ts';

/**
 * Raises the revision of the registry by one and gives it. Others who raise it wait until the transaction ends, so
 * that no two states of the registry have one revision.
 */
export async function raiseRevision(db: Queryable): Promise<number> {
  const { revision } = await db
    .updateTable('sync_cursor')
    .set((row) => ({ revision: row('revision', '+', 1) }))
    .returning('revision')
    .executeTakeFirstOrThrow();
  return revision;
}
