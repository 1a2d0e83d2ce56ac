import { sql } from 'kysely';
import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';

/**
 * Takes over what a leader before had under way: it can not settle anything any more, so there is nothing to wait for.
 * What it has sent may be sent once more. Writes nothing where nothing is left.
 */
export async function releaseLeases(term: Term, { db }: Pick<Store, 'db'>): Promise<void> {
  const { rows } = await sql`
    select 1 from delivery where state = 'pending' and leased_until is not null limit 1`.execute(db);
  if (rows.length === 0) return;
  await term.write(async (transaction) => {
    await sql`update delivery set leased_until = null where state = 'pending' and leased_until is not null`.execute(
      transaction,
    );
  });
}
