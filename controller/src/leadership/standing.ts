import type { Queryable } from '../store/store.ts';

/** Who leads, as far as this process knows. */
export interface LeaderStanding {
  /** Whether it is this process. */
  readonly leading: boolean;
  /** Name of the process that leads; undefined when nobody is known to. */
  readonly holder: string | undefined;
  readonly since: Date | undefined;
}

export async function readLeaderStanding(db: Queryable): Promise<LeaderStanding> {
  const row = await db.selectFrom('leadership').select(['holder', 'since']).executeTakeFirst();
  return { leading: false, holder: row?.holder ?? undefined, since: row?.since ?? undefined };
}
