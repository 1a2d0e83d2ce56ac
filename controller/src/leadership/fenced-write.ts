import type { Kysely, Transaction } from 'kysely';
import { countRows } from '../store/count-rows.ts';
import { StoreError } from '../store/store-error.ts';
import type { Tables } from '../store/tables.ts';

/**
 * Runs work in a transaction that can only be committed while no newer term has begun: it holds on to the token, for
 * which the next leader waits.
 *
 * @returns what the work gave, and how many rows it inserted, changed or deleted
 * @throws {StoreError} `fenced`
 */
export async function fencedWrite<T>(
  db: Kysely<Tables>,
  token: number,
  work: (db: Transaction<Tables>) => Promise<T>,
): Promise<{ readonly result: T; readonly rows: number }> {
  return db.transaction().execute(async (transaction) => {
    const newest = await transaction
      .selectFrom('leadership')
      .select('token')
      .forShare()
      .executeTakeFirstOrThrow();
    if (Number(newest.token) !== token) {
      throw new StoreError(
        'fenced',
        `This process led with token ${token}; by now another leads with ${newest.token}, so nothing was written.`,
      );
    }
    const counted = countRows();
    const result = await work(transaction.withPlugin(counted.plugin));
    return { result, rows: counted.rows() };
  });
}
