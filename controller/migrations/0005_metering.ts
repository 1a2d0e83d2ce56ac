import { type Kysely, sql } from 'kysely';

/**
 * What installations use. `usage_seen` is for good: by it an event counts once, whenever it comes again. Raw events lie in
 * partitions by the month in which they came, and go with them; all that is shown and billed is in the rollups.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // To whom something is counted, as it was known when it came.
  await sql`
    create table usage_dimension (
      id bigint generated always as identity primary key,
      digest text not null unique,
      installation_id text not null,
      entry_kind text not null check (entry_kind in ('App', 'Connector')),
      entry_id text not null,
      version text not null,
      team text not null,
      environment text not null,
      cost_center text,
      tags jsonb not null default '{}'
    )`.execute(db);
  await sql`create index usage_dimension_installation on usage_dimension (installation_id)`.execute(db);
  await sql`
    create table usage_seen (
      installation_id text collate "C" not null,
      event_id text collate "C" not null,
      digest bytea not null,
      received_at timestamptz not null,
      primary key (installation_id, event_id)
    )`.execute(db);
  // No key: it would have to hold the time, and is in usage_seen.
  await sql`
    create table usage_event (
      received_at timestamptz not null,
      installation_id text collate "C" not null,
      event_id text collate "C" not null,
      dimension_id bigint not null,
      metric text not null,
      unit text not null,
      value numeric not null,
      at timestamptz not null,
      sequence numeric,
      subject text,
      period date not null,
      billed_period date not null
    ) partition by range (received_at)`.execute(db);
  await sql`create index usage_event_time on usage_event (dimension_id, at)`.execute(db);
  for (const [table, column] of [
    ['usage_hour', 'hour'],
    ['usage_day', 'day'],
  ] as const)
    await createRollup(db, table, column);
  // What has changed in an hour is found by its day: hours are written most, and are to have no index that follows them.
  await indexChanged(db, 'usage_day');
  await sql`
    create table usage_subject (
      installation_id text not null,
      metric text not null,
      period date not null,
      subject_hash bytea not null,
      zeros smallint not null,
      first_at timestamptz not null,
      dimension_id bigint not null references usage_dimension (id),
      billed_period date not null,
      ${changed},
      primary key (installation_id, metric, period, subject_hash)
    )`.execute(db);
  await indexChanged(db, 'usage_subject');
  await sql`
    create table usage_subject_level (
      installation_id text not null,
      metric text not null,
      period date not null,
      level smallint not null default 0,
      kept integer not null default 0,
      ${changed},
      primary key (installation_id, metric, period)
    )`.execute(db);
  await sql`
    create table usage_conflict (
      installation_id text not null,
      event_id text not null,
      digest bytea not null,
      payload json not null,
      received_at timestamptz not null,
      primary key (installation_id, event_id, digest)
    )`.execute(db);
  await sql`create index usage_conflict_time on usage_conflict (received_at)`.execute(db);
  await sql`
    create table usage_gap (
      installation_id text not null,
      metric text not null,
      lowest numeric not null,
      highest numeric not null,
      events bigint not null,
      primary key (installation_id, metric)
    )`.execute(db);
  // The copy of the rollups in ClickHouse that belongs to this database.
  await sql`
    create table usage_copy (
      singleton boolean primary key default true check (singleton),
      generation uuid not null,
      round bigint not null,
      settled boolean not null,
      server_started timestamptz not null,
      written_by bigint not null
    )`.execute(db);
  // A month without a row is open.
  await sql`
    create table billing_period (
      period date primary key check (extract(day from period) = 1),
      state text not null default 'open' check (state in ('open', 'closed')),
      cutoff_at timestamptz,
      closed_at timestamptz,
      check ((state = 'closed') = (closed_at is not null))
    )`.execute(db);
}

/** The transaction that wrote a row last, by which its copy elsewhere can follow it. */
const changed = sql`changed bigint not null default pg_current_xact_id()::text::bigint`;

/** By blocks: it takes next to nothing to write, as what changes is mostly what was written last. */
async function indexChanged(db: Kysely<unknown>, table: string): Promise<void> {
  await sql`create index ${sql.ref(`${table}_changed`)} on ${sql.table(table)} using brin (changed)`.execute(
    db,
  );
}

/** Rows are written again and again: there is room left beside them, so that no index has to follow. */
async function createRollup(db: Kysely<unknown>, table: string, column: string): Promise<void> {
  await sql`
    create table ${sql.table(table)} (
      dimension_id bigint not null references usage_dimension (id),
      metric text not null,
      unit text not null,
      billed_period date not null,
      ${sql.ref(column)} timestamptz not null,
      events bigint not null,
      sum numeric not null,
      max numeric not null,
      last numeric not null,
      last_at timestamptz not null,
      last_id text collate "C" not null,
      ${changed},
      primary key (dimension_id, metric, unit, billed_period, ${sql.ref(column)})
    ) with (fillfactor = 50)`.execute(db);
  await sql`create index ${sql.ref(`${table}_time`)} on ${sql.table(table)} (${sql.ref(column)})`.execute(db);
}
