import type { Finding } from '@souk/model/finding/finding.ts';
import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { RiskTier } from '../store/entity-tables.ts';
import type { Queryable } from '../store/store.ts';
import { type EntityVersion, versionOf } from './read-versions.ts';

/** A version as it was accepted; it never changes again, but for a verdict and a score that come later. */
export interface AcceptedVersion extends EntityVersion {
  /** Undefined for versions from before manifests were kept. */
  readonly manifest: Record<string, unknown> | undefined;
  readonly path: string | undefined;
  readonly risk: RiskTier | undefined;
  readonly findings: readonly Finding[] | undefined;
}

export async function readVersion(
  db: Queryable,
  { kind, id }: EntityKey,
  version: string,
): Promise<AcceptedVersion | undefined> {
  const row = await db
    .selectFrom('entity_version')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return (
    row && {
      ...versionOf(row),
      manifest: row.manifest ?? undefined,
      path: row.path ?? undefined,
      risk: row.risk ?? undefined,
      findings: row.findings ?? undefined,
    }
  );
}
