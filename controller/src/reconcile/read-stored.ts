import type { Manifest } from '@souk/model/manifest/manifest.ts';
import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { HeldEntity, RetainedManifest } from './catalog-state.ts';
import type { HeldRemoval } from './decide-removals.ts';

/** What the registry holds for a file; undefined where it holds nothing that was ever sound. */
export async function readStoredAt(db: Queryable, path: string): Promise<RetainedManifest | undefined> {
  const row = await db
    .selectFrom('entity')
    .select(['kind', 'id', 'manifest'])
    .where('path', '=', path)
    .where('source_id', 'is', null)
    .orderBy('kind')
    .orderBy('id')
    .executeTakeFirst();
  return row?.manifest == null ? undefined : { key: row, manifest: row.manifest as unknown as Manifest };
}

/** What the registry holds of entities whose files are gone. */
export async function readStoredEntities(db: Queryable, keys: readonly EntityKey[]): Promise<HeldEntity[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('entity')
    .select(['kind', 'id', 'path', 'manifest'])
    .where(
      sql<boolean>`(kind, id) in (select * from unnest(
        ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[]))`,
    )
    .execute();
  const wanted = new Set(keys.map(formatKey));
  return rows.flatMap(({ kind, id, path, manifest }) =>
    manifest === null || !wanted.has(formatKey({ kind, id }))
      ? []
      : [{ key: { kind, id }, path, manifest: manifest as unknown as Manifest }],
  );
}

export async function readHeld(db: Queryable): Promise<HeldRemoval[]> {
  const rows = await db.selectFrom('held_removal').select(['kind', 'id', 'commit']).execute();
  return rows.map(({ kind, id, commit }) => ({ key: { kind, id }, commit }));
}
