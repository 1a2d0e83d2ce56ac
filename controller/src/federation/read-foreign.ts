import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { ObservedEntity } from '../reconcile/read-observed.ts';
import type { Queryable } from '../store/store.ts';

/** All that the registry holds of a source, by name, such as `App/apac:crm`. */
export async function readForeign(db: Queryable, sourceId: string): Promise<Map<string, ObservedEntity>> {
  const rows = await db
    .selectFrom('entity')
    .select(['kind', 'id', 'path', 'digest', 'fingerprint', 'state', 'version', 'stage', 'name'])
    .where('source_id', '=', sourceId)
    .execute();
  return new Map(
    rows.map(({ kind, id, version, stage, name, ...rest }) => {
      const key = { kind, id };
      const fields = { version: version ?? undefined, stage: stage ?? undefined, name: name ?? undefined };
      return [formatKey(key), { key, blob: undefined, ...rest, ...fields }];
    }),
  );
}
