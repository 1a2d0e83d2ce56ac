import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';

export interface Revocation {
  readonly installationId: string;
  /** In words, for the log of an operator. */
  readonly reason: string;
}

/** No token lives so long: what was revoked earlier has ended by itself. */
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;

/** Refuses all tokens of an installation that were given out until now, in the transaction of the caller. */
export async function revokePrincipal(
  db: Queryable,
  { installationId, reason }: Revocation,
  now: Date,
): Promise<void> {
  await db
    .deleteFrom('revoked_principal')
    .where('since', '<', new Date(now.getTime() - REMEMBERED_MS))
    .execute();
  await writeRows(db, 'revoked_principal', [{ installation_id: installationId, since: now, reason }], {
    onConflict: sql`
      on conflict (installation_id) do update set since = excluded.since, reason = excluded.reason
      where revoked_principal.since < excluded.since`,
  });
}
