import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { Queryable } from '../store/store.ts';

export interface EntityVersion {
  readonly version: string;
  readonly digest: string;
  readonly commit: string | undefined;
  readonly firstSeenAt: Date;
}

/** Every version that was ever accepted, the newest first. Those of an entity that is gone are kept. */
export async function readVersions(db: Queryable, { kind, id }: EntityKey): Promise<EntityVersion[]> {
  const rows = await db
    .selectFrom('entity_version')
    .select(['version', 'digest', 'commit', 'first_seen_at'])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .execute();
  return rows
    .map(({ version, digest, commit, first_seen_at }) => ({
      version,
      digest,
      commit: commit ?? undefined,
      firstSeenAt: first_seen_at,
    }))
    .sort(
      (a, b) => b.firstSeenAt.getTime() - a.firstSeenAt.getTime() || compareVersions(b.version, a.version),
    );
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
