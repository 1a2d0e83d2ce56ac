import { sql } from 'kysely';
import { appendAudit } from '../audit/append-audit.ts';
import type { Queryable } from '../store/store.ts';

export interface RenewedEpoch {
  readonly before: string;
  readonly after: string;
}

/**
 * Tells what this database says from now on from what it said before it was restored: its numbers have gone back and
 * are given again, to other events and revisions. Cursors, revisions and ids of events that hold the epoch of before
 * are none of this registry any more. The audit log stays the same log. Wants a transaction.
 */
export async function renewEpoch(db: Queryable, now: Date): Promise<RenewedEpoch> {
  const { epoch: before } = await db.selectFrom('sync_cursor').select('epoch').executeTakeFirstOrThrow();
  // The default of the column is a new one each time.
  const { rows } = await sql<{ epoch: string }>`
    update sync_cursor set epoch = default returning epoch`.execute(db);
  const after = rows[0]?.epoch ?? before;
  const { seq } = await db
    .selectFrom('log_head')
    .select('seq')
    .where('log', '=', 'event')
    .executeTakeFirstOrThrow();
  const detail = { before, after, events: Number(seq) };
  const entry = { actor: { name: 'Souk' }, action: 'renewed', subject: 'catalog', detail };
  await appendAudit(db, [entry], { now });
  return { before, after };
}
