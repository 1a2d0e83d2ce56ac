import type { Location } from '@souk/model/finding/finding.ts';
import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { KnownFinding } from './vetting-events.ts';

/** A finding of vetting as the registry holds it. */
export interface StoredFinding extends EntityKey {
  readonly rule: string;
  readonly level: KnownFinding['level'];
  readonly message: string;
  readonly help: string;
  readonly location: Location;
  readonly waived_by: string | null;
}

/** What vetting found on some entities. */
export async function readVettingFindings(
  db: Queryable,
  keys: readonly EntityKey[],
): Promise<StoredFinding[]> {
  return db
    .selectFrom('finding')
    .select(['kind', 'id', 'rule', 'level', 'message', 'help', 'location', 'waived_by'])
    .where('origin', '=', 'vetting')
    .where(isOneOf(keys))
    .execute();
}

export async function deleteVettingFindings(db: Queryable, keys: readonly EntityKey[]): Promise<void> {
  await db.deleteFrom('finding').where('origin', '=', 'vetting').where(isOneOf(keys)).execute();
}

/** Whether a row of a table is about one of some entities. */
export function isOneOf(
  keys: readonly EntityKey[],
  table: 'finding' | 'entity' = 'finding',
): RawBuilder<boolean> {
  const [kinds, ids] = [keys.map(({ kind }) => kind), keys.map(({ id }) => id)];
  const key = [sql.ref(`${table}.kind`), sql.ref(`${table}.id`)];
  return sql<boolean>`(${sql.join(key)}) in (select * from unnest(${kinds}::text[], ${ids}::text[]))`;
}
