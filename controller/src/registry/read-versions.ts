import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { SecurityScore } from '@souk/model/vetting/security-score.ts';
import type { Selectable } from 'kysely';
import type { Verdict } from '../store/standing-tables.ts';
import type { Queryable } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

export interface EntityVersion {
  readonly version: string;
  readonly digest: string;
  readonly commit: string | undefined;
  readonly firstSeenAt: Date;
  /** Of the checks, as the pull request had it; undefined for versions from before verdicts were kept. */
  readonly verdict: Verdict | undefined;
  /** Undefined until it has been vetted. */
  readonly score: SecurityScore | undefined;
  readonly vettedAt: Date | undefined;
}

type VersionRow = Pick<
  Selectable<Tables['entity_version']>,
  'version' | 'digest' | 'commit' | 'first_seen_at' | 'verdict' | 'score' | 'vetted_at'
>;

/** Every version that was ever accepted, the newest first. Those of an entity that is gone are kept. */
export async function readVersions(db: Queryable, { kind, id }: EntityKey): Promise<EntityVersion[]> {
  const rows = await db
    .selectFrom('entity_version')
    .select(['version', 'digest', 'commit', 'first_seen_at', 'verdict', 'score', 'vetted_at'])
    .where('kind', '=', kind)
    .where('id', '=', id)
    .execute();
  return rows
    .map(versionOf)
    .sort(
      (a, b) => b.firstSeenAt.getTime() - a.firstSeenAt.getTime() || compareVersions(b.version, a.version),
    );
}

export function versionOf(row: VersionRow): EntityVersion {
  return {
    version: row.version,
    digest: row.digest,
    commit: row.commit ?? undefined,
    firstSeenAt: row.first_seen_at,
    verdict: row.verdict ?? undefined,
    score: row.score ?? undefined,
    vettedAt: row.vetted_at ?? undefined,
  };
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
