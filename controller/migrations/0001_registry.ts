import { type Kysely, sql } from 'kysely';

/**
 * The registry: what the catalog said when it was last read, and how that reading went.
 *
 * There are no foreign keys: one transaction writes an entity with all that belongs to it, and checking that row
 * by row would cost a cold sync more than the writing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table entity (
      kind text not null,
      id text not null,
      path text not null,
      blob text,
      digest text not null,
      fingerprint text not null,
      state text not null check (state in ('ready', 'stalled')),
      manifest json,
      name text,
      summary text,
      version text,
      owner text,
      domain text,
      runtime text,
      stage text,
      risk text,
      risk_reasons jsonb not null,
      icon text,
      attachments jsonb not null,
      facets jsonb not null,
      search text not null,
      "commit" text,
      updated_at timestamptz not null,
      primary key (kind, id)
    )`.execute(db);
  await sql`create index entity_path on entity (path)`.execute(db);
  // A version stays on record after its entity has left the catalog.
  await sql`
    create table entity_version (
      kind text not null,
      id text not null,
      version text not null,
      digest text not null,
      "commit" text,
      first_seen_at timestamptz not null,
      primary key (kind, id, version)
    )`.execute(db);
  await sql`
    create table reference (
      kind text not null,
      id text not null,
      pointer text not null,
      relation text not null,
      target_kinds text[] not null,
      target_id text not null,
      primary key (kind, id, pointer)
    )`.execute(db);
  await sql`create index reference_target on reference (target_id)`.execute(db);
  await sql`
    create table finding (
      kind text not null,
      id text not null,
      ordinal integer not null,
      rule text not null,
      level text not null,
      message text not null,
      help text not null,
      docs text not null,
      location jsonb not null,
      waived_by text,
      primary key (kind, id, ordinal)
    )`.execute(db);
  // One row. The epoch tells this database from one that was made anew and counts its revisions from 1 again.
  await sql`
    create table sync_cursor (
      singleton boolean primary key default true check (singleton),
      epoch text not null default substr(md5(random()::text || clock_timestamp()::text), 1, 8),
      revision integer not null default 0,
      fingerprint text,
      "commit" text,
      state text not null default 'syncing' check (state in ('syncing', 'synced', 'failed')),
      error text,
      unreadable jsonb not null default '[]',
      changed_at timestamptz
    )`.execute(db);
  await sql`insert into sync_cursor (singleton) values (true)`.execute(db);
}
