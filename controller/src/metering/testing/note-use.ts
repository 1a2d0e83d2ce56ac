import { sql } from 'kysely';
import type { Store } from '../../store/store.ts';

/** Has an installation used something, as rollups tell of it. */
export async function noteUse(
  { db }: Store,
  uses: readonly { readonly installation: string; readonly app: string }[],
  at: Date,
): Promise<void> {
  const ids = uses.map(({ installation }) => installation);
  await sql`
    insert into usage_dimension (digest, installation_id, entry_kind, entry_id, version, team, environment)
    select id, id, 'App', app, '1.0.0', 'users', 'dev'
    from unnest(${ids}::text[], ${uses.map(({ app }) => app)}::text[]) as used (id, app)
    on conflict do nothing`.execute(db);
  await sql`
    insert into usage_day (dimension_id, metric, unit, billed_period, day, events, sum, max, last, last_at, last_id)
    select id, 'calls', 'count', date_trunc('month', used_at, 'UTC'), date_trunc('day', used_at, 'UTC'), 1, 1, 1, 1, used_at, 'e'
    from usage_dimension, (select ${at.toISOString()}::timestamptz as used_at) as used
    where digest = any(${ids}::text[])`.execute(db);
}
