import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { LoadedEntity } from './read-model.ts';

/** Reads entities from the store for the read model: all of them, or those of `keys` that are there. */
export async function loadEntities(db: Queryable, keys?: readonly EntityKey[]): Promise<LoadedEntity[]> {
  const columns = db
    .selectFrom('entity')
    .select([
      'entity.kind',
      'entity.id',
      'name',
      'summary',
      'version',
      'owner',
      'domain',
      'stage',
      'runtime',
      'risk',
    ])
    .select(['icon', 'path', 'state', 'facets', 'search', 'updated_at', 'source_id']);
  const rows = await (keys === undefined
    ? columns
    : columns.innerJoin(wanted(keys).as('wanted'), (join) =>
        join.onRef('entity.kind', '=', 'wanted.kind').onRef('entity.id', '=', 'wanted.id'),
      )
  ).execute();
  return rows.map((row) => ({
    search: row.search,
    record: {
      kind: row.kind,
      id: row.id,
      name: row.name ?? undefined,
      summary: row.summary ?? undefined,
      version: row.version ?? undefined,
      owner: row.owner ?? undefined,
      domain: row.domain ?? undefined,
      tags: row.facets.tag,
      stage: row.stage ?? undefined,
      runtime: row.runtime ?? undefined,
      risk: row.risk ?? undefined,
      compliance: row.facets.compliance,
      scopes: row.facets.scope,
      icon: row.icon ?? undefined,
      path: row.path,
      state: row.state,
      updatedAt: row.updated_at,
      sourceId: row.source_id ?? undefined,
    },
  }));
}

/** The keys as a table of their own: joined, they are looked up by the primary key, however many there are. */
function wanted(keys: readonly EntityKey[]) {
  const kinds = keys.map(({ kind }) => kind);
  const ids = keys.map(({ id }) => id);
  return sql<EntityKey>`(select * from unnest(${kinds}::text[], ${ids}::text[]) as k (kind, id))`;
}
