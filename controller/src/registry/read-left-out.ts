import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** A file of the catalog that the registry could not take over. */
export interface LeftOutFile {
  readonly path: string;
  /** Counts from 1; undefined when it is about the whole file. */
  readonly line: number | undefined;
  readonly message: string;
}

/** Files that name no entity, and those of entities whose last good content is kept: the first of them, by path. */
export async function readLeftOut(db: Queryable, limit: number): Promise<LeftOutFile[]> {
  const [cursor, { rows: broken }] = await Promise.all([
    db.selectFrom('sync_cursor').select('unreadable').executeTakeFirstOrThrow(),
    sql<{ path: string; line: number | null; message: string }>`
      select entity.path, (condition.location ->> 'line')::integer as line, condition.message
      from condition join entity on entity.kind = condition.kind and entity.id = condition.id
      where condition.type = 'Accepted' and condition.status = 'False' and condition.reason <> 'RemovalHeld'
      order by entity.path limit ${limit}`.execute(db),
  ]);
  const files = new Map<string, LeftOutFile>();
  for (const { path, line, message } of broken) files.set(path, { path, line: line ?? undefined, message });
  for (const { path, line, message } of cursor.unreadable) files.set(path, { path, line, message });
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, limit);
}
