import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { PublishedCommit } from './assemble-status.ts';

/** Commits told of in one go: GitHub takes so many writes at once. */
const MOST = 20;

/**
 * Commits that the Git host was not told of yet, the newest first. Those from before `since` are past: nobody looks at
 * them any more.
 */
export async function readUnposted(db: Queryable, since: Date): Promise<PublishedCommit[]> {
  const commits = await db
    .selectFrom('applied_commit')
    .select(['commit', 'revision'])
    .where('status_posted_at', 'is', null)
    .where('applied_at', '>', since)
    .orderBy('applied_at', 'desc')
    .orderBy('revision', 'desc')
    .limit(MOST)
    .execute();
  if (commits.length === 0) return [];
  const cursor = await db
    .selectFrom('sync_cursor')
    .select(['commit', 'unreadable'])
    .executeTakeFirstOrThrow();
  return Promise.all(
    commits.map(async (row) =>
      row.commit === cursor.commit ? { ...row, head: await readHead(db, cursor.unreadable) } : row,
    ),
  );
}

async function readHead(
  db: Queryable,
  unreadable: readonly { readonly path: string }[],
): Promise<NonNullable<PublishedCommit['head']>> {
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
  const held = await db
    .selectFrom('held_removal')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  const paths = [...unreadable, ...broken].map(({ path }) => path);
  return { broken: [...new Set(paths)].toSorted(), held: held.count };
}
