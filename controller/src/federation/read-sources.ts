import { withoutCredentials } from '@souk/git/git-error.ts';
import { checkManifest } from '@souk/model/manifest/parse-manifest.ts';
import type { Queryable } from '../store/store.ts';
import type { FederatedSource, SourceManifest } from './federated-source.ts';

/**
 * Every source of this catalog in the order of their ids, whatever is stored of it: one that is missing here has left
 * the catalog. A source that another catalog names is none of ours.
 */
export async function readSources(db: Queryable): Promise<FederatedSource[]> {
  const rows = await db
    .selectFrom('entity')
    .leftJoin('source_cursor', 'source_cursor.source_id', 'entity.id')
    .select(['entity.id', 'entity.state', 'entity.manifest', 'source_cursor.namespace as followed'])
    .where('entity.kind', '=', 'Source')
    .where('entity.source_id', 'is', null)
    .orderBy('entity.id')
    .execute();
  return rows.map(({ id, state, manifest: stored, followed }) => {
    const manifest = manifestOf(state, stored);
    const written = textOf(stored?.['namespace']);
    // What can not be followed any more holds what it was followed by.
    const namespace = manifest.standing === 'unusable' ? (followed ?? written) : written;
    return { id, namespace, manifest };
  });
}

function manifestOf(state: string, stored: unknown): SourceManifest {
  const { manifest, problems } = checkManifest(stored);
  if (manifest?.kind === 'Source')
    return state === 'ready' ? { standing: 'current', source: manifest } : { standing: 'stalled' };
  const why = withoutCredentials(problems[0]?.message ?? 'It is of another kind.');
  return {
    standing: 'unusable',
    reason: `Its manifest can not be followed by this version of Souk: ${why} Mend it; what was read last stays until then.`,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
