import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * All that a registry holds because of the catalog it stands at, as text, a line each: two registries of the same
 * commit give the same, whichever way they came there. When something was first seen is not part of it.
 */
export async function canonicalDump(db: Queryable): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    select (jsonb_build_object('entity', to_jsonb(e) - 'commit' - 'updated_at'))::text as line from entity e
    union all
    select (jsonb_build_object('reference', to_jsonb(r)))::text from reference r
    union all
    select (jsonb_build_object('finding', to_jsonb(f)))::text from finding f where origin = 'check'
    union all
    select (jsonb_build_object('condition', to_jsonb(c) - 'observed_commit' - 'changed_at'))::text
      from condition c where type in ('Accepted', 'Compliant')
    union all
    select (jsonb_build_object('cursor', jsonb_build_object(
      'commit', "commit", 'fingerprint', fingerprint, 'state', state, 'unreadable', unreadable)))::text
      from sync_cursor`.execute(db);
  return `${rows
    .map(({ line }) => line)
    .sort()
    .join('\n')}\n`;
}
