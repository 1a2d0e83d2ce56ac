import { sql } from 'kysely';
import type { Store } from '../store/store.ts';

/** Empties a store between two tests; opening another one takes longer. */
export async function resetStore({ db }: Store): Promise<void> {
  await sql`truncate entity, entity_version, reference, finding, sync_cursor`.execute(db);
  await sql`insert into sync_cursor (singleton) values (true)`.execute(db);
}
