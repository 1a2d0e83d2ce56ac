import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { EntityState } from '../store/entity-tables.ts';
import type { Queryable } from '../store/store.ts';

/** What the registry holds of an entity, as far as planning needs it. */
export interface ObservedEntity {
  readonly key: EntityKey;
  readonly path: string;
  readonly blob: string | undefined;
  readonly digest: string;
  readonly fingerprint: string;
  readonly state: EntityState;
  readonly version: string | undefined;
  readonly stage: string | undefined;
  readonly name: string | undefined;
}

/** Reads the entities of this catalog by their name, such as `App/crm`: all, or some. */
export async function readObserved(
  db: Queryable,
  keys?: readonly EntityKey[],
): Promise<Map<string, ObservedEntity>> {
  if (keys?.length === 0) return new Map();
  const all = db
    .selectFrom('entity')
    .select(['kind', 'id', 'path', 'blob', 'digest', 'fingerprint', 'state', 'version', 'stage', 'name'])
    .where('source_id', 'is', null);
  const wanted =
    keys === undefined
      ? all
      : all.where(
          sql<boolean>`(kind, id) in (select * from unnest(
            ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[]))`,
        );
  const rows = await wanted.execute();
  return new Map(
    rows.map(({ kind, id, blob, version, stage, name, ...rest }) => {
      const key = { kind, id };
      return [
        formatKey(key),
        {
          key,
          ...rest,
          blob: blob ?? undefined,
          version: version ?? undefined,
          stage: stage ?? undefined,
          name: name ?? undefined,
        },
      ];
    }),
  );
}
