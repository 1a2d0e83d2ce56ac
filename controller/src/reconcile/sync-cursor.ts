import type { SyncState, UnreadableFile } from '../store/source-tables.ts';
import type { Queryable } from '../store/store.ts';

/** How far the registry has followed its source. */
export interface SyncCursor {
  readonly epoch: string;
  readonly revision: number;
  readonly fingerprint: string | undefined;
  readonly commit: string | undefined;
  readonly state: SyncState;
  readonly error: string | undefined;
  readonly unreadable: readonly UnreadableFile[];
  readonly syncedAt: Date | undefined;
}

export async function readSyncCursor(db: Queryable): Promise<SyncCursor> {
  const row = await db.selectFrom('sync_cursor').selectAll().executeTakeFirstOrThrow();
  return {
    epoch: row.epoch,
    revision: row.revision,
    fingerprint: row.fingerprint ?? undefined,
    commit: row.commit ?? undefined,
    state: row.state,
    error: row.error ?? undefined,
    unreadable: row.unreadable,
    syncedAt: row.synced_at ?? undefined,
  };
}
