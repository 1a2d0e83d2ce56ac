import { type Kysely, sql } from 'kysely';

/**
 * What runs where, and what was done about deadlines. A row of `installation_state` stays until its driver
 * has taken the instance down, so nothing is forgotten that exists.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table installation_state (
      installation_id text primary key,
      driver text not null check (driver in ('local', 'gitops', 'kubernetes', 'terraform')),
      first_seen_at timestamptz not null,
      entry_kind text not null check (entry_kind in ('App', 'Connector')),
      entry_id text not null,
      phase text not null check (phase in ('absent', 'running', 'suspended')),
      version text,
      settings text,
      agreed jsonb not null default '[]',
      health text not null default 'unknown' check (health in ('unknown', 'healthy', 'unhealthy')),
      health_since timestamptz not null,
      health_message text,
      last_healthy text,
      rejected jsonb not null default '[]',
      drift jsonb not null default '[]',
      doing text check (doing in ('apply', 'remove')),
      doing_since timestamptz,
      instance json,
      attempts integer not null default 0,
      due_at timestamptz,
      error text,
      blocked text,
      awaiting jsonb
    )`.execute(db);
  await sql`create index installation_state_entry on installation_state (entry_kind, entry_id)`.execute(db);
  // What was done about something that comes to its end; `done` holds each step with its time, the first first.
  await sql`
    create table lifecycle_case (
      kind text not null,
      id text not null,
      trigger text not null check (trigger in ('expiry', 'idle', 'sunset', 'ownerless', 'unmaintained', 'overdue')),
      since timestamptz not null,
      due_at timestamptz not null,
      actions jsonb not null,
      done jsonb not null default '[]',
      next_due_at timestamptz,
      held text,
      primary key (kind, id, trigger)
    )`.execute(db);
  await sql`create index lifecycle_case_due on lifecycle_case (next_due_at) where next_due_at is not null`.execute(
    db,
  );
  // What people are told by other ways than the change feed: decided with the step, sent after it.
  await sql`
    create table notice (
      kind text not null,
      id text not null,
      trigger text not null,
      number integer not null,
      channel text not null check (channel in ('issue', 'email')),
      content json not null,
      state text not null check (state in ('pending', 'sent')),
      attempts integer not null default 0,
      due_at timestamptz,
      sent_at timestamptz,
      error text,
      primary key (kind, id, trigger, number, channel)
    )`.execute(db);
  await sql`create index notice_due on notice (due_at) where state = 'pending'`.execute(db);
}
