import type { Queryable } from '../store/store.ts';

/** Notes why the registry could not be synced. Writes nothing when that is known already. */
export async function recordFailure(db: Queryable, error: string, now: Date): Promise<void> {
  await db
    .updateTable('sync_cursor')
    .set({ state: 'failed', error, changed_at: now.toISOString() })
    .where('error', 'is distinct from', error)
    .execute();
}

/** Notes that the source answers again, and that the registry still holds what it says. */
export async function recordRecovery(db: Queryable, now: Date): Promise<void> {
  await db
    .updateTable('sync_cursor')
    .set({ state: 'synced', error: null, changed_at: now.toISOString(), synced_at: now.toISOString() })
    .where('state', '=', 'failed')
    .execute();
}
