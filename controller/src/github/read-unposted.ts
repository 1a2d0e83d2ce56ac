import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { PublishedCommit } from './assemble-status.ts';

/** Commits told of in one go: GitHub takes so many writes at once. */
const MOST = 20;

/** A commit that the Git host was not told the end of. */
export interface UnpostedCommit extends PublishedCommit {
  /** What the Git host shows of it while its removals wait; null before. */
  readonly postedWhileHeld: string | null;
}

/**
 * Commits that the Git host was not told of yet, the newest first. Those from before `since` are past, as nobody looks
 * at them any more, unless somebody was told that they wait.
 */
export async function readUnposted(db: Queryable, since: Date): Promise<UnpostedCommit[]> {
  const { rows } = await sql<UnpostedCommit>`
    select "commit", revision, coalesce(waiting.held, 0) as held, posted_while_held as "postedWhileHeld"
    from applied_commit
    left join (select "commit", count(*)::int as held from held_removal group by "commit") as waiting using ("commit")
    where status_posted_at is null
      and (applied_at > ${since.toISOString()} or waiting.held > 0 or posted_while_held is not null)
    order by (waiting.held is not null), applied_at desc, revision desc limit ${MOST}`.execute(db);
  if (rows.length === 0) return [];
  const cursor = await db
    .selectFrom('sync_cursor')
    .select(['commit', 'unreadable'])
    .executeTakeFirstOrThrow();
  return Promise.all(
    rows.map(async (row) =>
      row.commit === cursor.commit ? { ...row, broken: await readBroken(db, cursor.unreadable) } : row,
    ),
  );
}

async function readBroken(
  db: Queryable,
  unreadable: readonly { readonly path: string }[],
): Promise<readonly string[]> {
  const broken = await db
    .selectFrom('condition')
    .innerJoin('entity', (join) =>
      join.onRef('entity.kind', '=', 'condition.kind').onRef('entity.id', '=', 'condition.id'),
    )
    .select('entity.path')
    .where('condition.type', '=', 'Accepted')
    .where('condition.reason', '=', 'Broken')
    .where('entity.source_id', 'is', null)
    .execute();
  const paths = [...unreadable, ...broken].map(({ path }) => path);
  return [...new Set(paths)].toSorted();
}
