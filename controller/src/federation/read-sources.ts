import type { Source } from '@souk/model/manifest/manifest.ts';
import { validatorOf } from '@souk/schemas/generated/validators.js';
import type { Queryable } from '../store/store.ts';
import type { FederatedSource } from './federated-source.ts';

/** The sources of this catalog in the order of their ids. A source that another catalog names is none of ours. */
export async function readSources(db: Queryable): Promise<FederatedSource[]> {
  const rows = await db
    .selectFrom('entity')
    .select(['state', 'manifest'])
    .where('kind', '=', 'Source')
    .where('source_id', 'is', null)
    .where('manifest', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.flatMap(({ state, manifest }: { state: string; manifest: unknown }) =>
    isSource(manifest) ? [{ manifest, current: state === 'ready' }] : [],
  );
}

function isSource(manifest: unknown): manifest is Source {
  return validatorOf.Source(manifest) === true;
}
