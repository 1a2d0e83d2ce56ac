import { sql } from 'kysely';

/** Of an insert into `condition`: what stands there gives way, and its time goes on telling since when it is so. */
export const replaceCondition = sql`
  on conflict (kind, id, type) do update set
    status = excluded.status, reason = excluded.reason, message = excluded.message, location = excluded.location,
    observed_commit = excluded.observed_commit,
    changed_at = case when condition.status = excluded.status then condition.changed_at else excluded.changed_at end`;
