import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { Queryable } from '../store/store.ts';

/** What is left of an entity that has left the catalog. */
export interface Tombstone {
  readonly removedAt: Date;
  readonly commit: string | undefined;
  /** Until then it comes back with all that it had. */
  readonly expiresAt: Date;
}

export async function readTombstone(db: Queryable, { kind, id }: EntityKey): Promise<Tombstone | undefined> {
  const row = await db
    .selectFrom('tombstone')
    .select(['removed_at', 'commit', 'expires_at'])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { removedAt: row.removed_at, commit: row.commit ?? undefined, expiresAt: row.expires_at };
}
