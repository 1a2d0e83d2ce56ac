import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/store.ts';

const LOOK_MS = 500;

/**
 * Ends transactions of the term before that keep a new one from beginning. Its leader has lost the lock, so one that
 * waits for its next statement belongs to a process that stands still, and behind it others may wait that would each
 * take their time. What the server is busy with is left to finish.
 *
 * @param pid of the server process in which the new term begins
 * @param begun fires when it has
 */
export async function clearWay(
  db: Queryable,
  { pid, clock, begun }: { readonly pid: number; readonly clock: Clock; readonly begun: AbortSignal },
): Promise<void> {
  for (;;) {
    await clock.sleep(LOOK_MS, begun);
    if (begun.aborted) return;
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where pid = any (pg_blocking_pids(${pid}))
        and application_name = 'souk'
        and state = 'idle in transaction'
        and state_change < clock_timestamp() - interval '1 second'`.execute(db);
  }
}
