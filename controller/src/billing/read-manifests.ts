import type { Manifest } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * The manifests of a kind as the catalog holds them now, in the order of their ids. What is billed is decided in Git, so
 * the past is what they say of it: prices of earlier hours stand in price books with an earlier `validFrom`.
 *
 * @param ids the only ones; all when absent
 */
export async function readManifests<K extends Manifest['kind']>(
  db: Queryable,
  kind: K,
  ids?: readonly string[],
): Promise<Extract<Manifest, { readonly kind: K }>[]> {
  const { rows } = await sql<{ manifest: Extract<Manifest, { readonly kind: K }> }>`
    select manifest from entity
    where kind = ${kind} and source_id is null and manifest is not null
      ${ids === undefined ? sql`` : sql`and id = any(${[...ids]}::text[])`}
    order by id collate "C"`.execute(db);
  return rows.map(({ manifest }) => manifest);
}

/** Who pays, as the catalog says now. */
export interface Payers {
  readonly marketplace: Extract<Manifest, { readonly kind: 'Marketplace' }> | undefined;
  readonly teams: ReadonlyMap<string, Extract<Manifest, { readonly kind: 'Team' }>>;
}

/** @param ids of the only teams to read; all when absent */
export async function readPayers(db: Queryable, ids?: readonly string[]): Promise<Payers> {
  const [marketplace] = await readManifests(db, 'Marketplace');
  const teams = await readManifests(db, 'Team', ids);
  return { marketplace, teams: new Map(teams.map((team) => [team.id, team])) };
}
