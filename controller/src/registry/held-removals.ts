import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { Queryable } from '../store/store.ts';

/** Removals that were too many to be believed, and wait for somebody to approve them. */
export interface HeldRemovals {
  readonly count: number;
  /** The commit that first asked for them, and when. */
  readonly commit: string;
  readonly since: Date;
  /** Some of the entities, in order. */
  readonly first: readonly EntityKey[];
}

/** Undefined when nothing is held. */
export async function readHeldRemovals(db: Queryable, few: number): Promise<HeldRemovals | undefined> {
  const [count, oldest, first] = await Promise.all([
    countHeldRemovals(db),
    db
      .selectFrom('held_removal')
      .select(['commit', 'held_at'])
      .orderBy('held_at')
      .limit(1)
      .executeTakeFirst(),
    db.selectFrom('held_removal').select(['kind', 'id']).orderBy('kind').orderBy('id').limit(few).execute(),
  ]);
  return oldest && { count, commit: oldest.commit, since: oldest.held_at, first };
}

export async function countHeldRemovals(db: Queryable): Promise<number> {
  const { count } = await db
    .selectFrom('held_removal')
    .select((row) => row.fn.countAll<string | number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}
