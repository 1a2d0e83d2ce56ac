import type { CompiledQuery } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { LeadershipOptions } from './leadership-options.ts';

/**
 * The one thing that a new leader writes. It waits for the transactions of the term before, which hold on to the row,
 * and from its own commit on nothing can be written with an older token.
 */
export function beginTerm(
  db: Queryable,
  { holder, clock }: Pick<LeadershipOptions, 'holder' | 'clock'>,
): CompiledQuery<{ readonly token: string | number }> {
  return db
    .updateTable('leadership')
    .set(({ eb }) => ({ token: eb('token', '+', 1), holder, since: clock.now() }))
    .returning('token')
    .compile();
}
