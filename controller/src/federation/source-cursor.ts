import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { writeRows } from '../store/write-rows.ts';

/** How far a source was followed, without the time. */
export type SourceCursor = Omit<Selectable<Tables['source_cursor']>, 'changed_at'>;

export async function readSourceCursor(db: Queryable, sourceId: string): Promise<SourceCursor | undefined> {
  const row = await db
    .selectFrom('source_cursor')
    .selectAll()
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { changed_at: _changedAt, ...cursor } = row;
  return cursor;
}

export async function writeSourceCursor(db: Queryable, cursor: SourceCursor, now: Date): Promise<void> {
  await writeRows(db, 'source_cursor', [{ ...cursor, changed_at: now }], { onConflict: replaceCursor });
}

export function isSameCursor(a: SourceCursor | undefined, b: SourceCursor): boolean {
  return a !== undefined && wordsOf(a) === wordsOf(b);
}

const replaceCursor = sql`
  on conflict (source_id) do update set
    namespace = excluded.namespace, fingerprint = excluded.fingerprint, "commit" = excluded."commit",
    state = excluded.state, error = excluded.error, visible_to = excluded.visible_to,
    installable = excluded.installable, entities = excluded.entities, changed_at = excluded.changed_at`;

function wordsOf(cursor: SourceCursor): string {
  return JSON.stringify(Object.entries(cursor).sort());
}
