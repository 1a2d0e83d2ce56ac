import type { Queryable } from '../store/store.ts';

export type FoundCommit =
  /** `revision` is the first state of the registry that holds it. */
  | { readonly state: 'applied'; readonly commit: string; readonly revision: number }
  | { readonly state: 'unknown' }
  /** Several commits begin like this. */
  | { readonly state: 'ambiguous' };

/** Looks a commit up among those that the registry has gone through. */
export async function findPublished(db: Queryable, beginning: string): Promise<FoundCommit> {
  const rows = await db
    .selectFrom('applied_commit')
    .select(['commit', 'revision'])
    .where('commit', 'like', `${beginning}%`)
    .limit(2)
    .execute();
  const [first, second] = rows;
  if (first === undefined) return { state: 'unknown' };
  return second === undefined ? { state: 'applied', ...first } : { state: 'ambiguous' };
}
