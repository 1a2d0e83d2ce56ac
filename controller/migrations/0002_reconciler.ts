import { type Kysely, sql } from 'kysely';

/**
 * What the reconciler remembers beyond the catalog itself: who leads, what happened in which order, what could not be
 * removed yet, and what was looked through, published and delivered.
 *
 * `event` is the change feed and the outbox in one: a row is written in the transaction that changes what it tells
 * of. `log_head` is locked by whoever appends to a log, so numbers are given in the order in which they become visible.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await alterRegistry(db);
  await createLogs(db);
  await createDeliveries(db);
  await createPublications(db);
  await sql`
    create table leadership (
      singleton boolean primary key default true check (singleton),
      token bigint not null default 0,
      holder text,
      since timestamptz
    )`.execute(db);
  await sql`insert into leadership (singleton) values (true)`.execute(db);
  await sql`
    create table scheduled_run (
      name text primary key,
      ended_at timestamptz not null
    )`.execute(db);
  await sql`
    create table source_cursor (
      source_id text primary key,
      namespace text not null,
      fingerprint text,
      "commit" text,
      state text not null check (state in ('syncing', 'synced', 'failed', 'refused')),
      error text,
      visible_to text[],
      installable boolean not null default false,
      entities integer not null default 0,
      changed_at timestamptz not null
    )`.execute(db);
  // The same as `held_removal`, for what another catalog has lost.
  await sql`
    create table source_held_removal (
      source_id text not null,
      kind text not null,
      id text not null,
      "commit" text not null,
      held_at timestamptz not null,
      primary key (source_id, kind, id)
    )`.execute(db);
}

async function alterRegistry(db: Kysely<unknown>): Promise<void> {
  // `changed_at` moves with a failure too.
  await sql`alter table sync_cursor add column synced_at timestamptz`.execute(db);
  await sql`update sync_cursor set synced_at = changed_at`.execute(db);
  // The audit log has a name of its own: it stays the same log when the epoch is renewed after a restore.
  await sql`
    alter table sync_cursor add column audit_epoch text not null
      default substr(md5(random()::text || clock_timestamp()::text), 1, 8)`.execute(db);
  // An entity of another catalog names the source it came by; those of this catalog have none.
  await sql`alter table entity add column source_id text`.execute(db);
  await sql`create index entity_source on entity (source_id) where source_id is not null`.execute(db);
  await sql`
    alter table entity_version
      add column manifest json,
      add column path text,
      add column verdict text check (verdict in ('pass', 'fail', 'error')),
      add column findings jsonb,
      add column risk text,
      add column score jsonb,
      add column vetted_at timestamptz`.execute(db);
  await sql`create index entity_version_vetted on entity_version (vetted_at)`.execute(db);
  await sql`create index entity_version_seen on entity_version (first_seen_at)`.execute(db);
  // Those of the checks are written with the entity; those of vetting come later and by themselves.
  await sql`alter table finding add column origin text not null default 'check' check (origin in ('check', 'vetting'))`.execute(
    db,
  );
  await sql`alter table finding drop constraint finding_pkey`.execute(db);
  await sql`alter table finding add primary key (kind, id, origin, ordinal)`.execute(db);
  await sql`
    create table condition (
      kind text not null,
      id text not null,
      type text not null,
      status text not null check (status in ('True', 'False', 'Unknown')),
      reason text not null,
      message text not null,
      location jsonb,
      observed_commit text,
      changed_at timestamptz not null,
      primary key (kind, id, type)
    )`.execute(db);
  await sql`create index condition_status on condition (type, status)`.execute(db);
  await sql`
    create table vetting (
      kind text not null,
      id text not null,
      input text not null,
      verdict text not null check (verdict in ('pass', 'fail', 'error')),
      score jsonb,
      advisories text,
      vetted_at timestamptz not null,
      primary key (kind, id)
    )`.execute(db);
  // What has left the catalog can be looked at, and comes back unharmed, until its grace is over.
  await sql`
    create table tombstone (
      kind text not null,
      id text not null,
      path text not null,
      digest text not null,
      manifest json,
      "commit" text,
      removed_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (kind, id)
    )`.execute(db);
  await sql`create index tombstone_expiry on tombstone (expires_at)`.execute(db);
  // Removals that are too many to be believed: what they are, and the commit that first asked for them.
  await sql`
    create table held_removal (
      kind text not null,
      id text not null,
      "commit" text not null,
      held_at timestamptz not null,
      primary key (kind, id)
    )`.execute(db);
  await sql`
    create table applied_commit (
      "commit" text primary key,
      revision integer not null,
      applied_at timestamptz not null,
      status_posted_at timestamptz,
      posted_while_held text
    )`.execute(db);
}

async function createLogs(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table log_head (
      log text primary key,
      seq bigint not null default 0,
      hash text not null default ''
    )`.execute(db);
  await sql`insert into log_head (log) values ('event'), ('audit')`.execute(db);
  await sql`
    create table event (
      seq bigint primary key,
      type text not null,
      kind text,
      id text,
      change text check (change in ('added', 'modified', 'removed')),
      "commit" text,
      revision integer not null,
      at timestamptz not null,
      data jsonb not null
    )`.execute(db);
  await sql`create index event_entity on event (kind, id, seq)`.execute(db);
  await sql`
    create table audit (
      seq bigint primary key,
      at text not null,
      actor json not null,
      action text not null,
      subject text not null,
      "commit" text,
      detail json not null,
      previous text not null,
      hash text not null
    )`.execute(db);
  await sql`create index audit_subject on audit (subject, seq)`.execute(db);
  await sql`
    create table audit_checkpoint (
      seq bigint primary key,
      hash text not null,
      at text not null,
      key_id text not null,
      signature text not null,
      anchored_as text
    )`.execute(db);
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table subscription_state (
      subscription_id text primary key,
      seq bigint not null,
      failing_since timestamptz,
      disabled_at timestamptz,
      reason text
    )`.execute(db);
  await sql`
    create table delivery (
      delivery_id text primary key,
      subscription_id text not null,
      seq bigint not null,
      event_type text not null,
      subject text not null,
      replay text not null default '',
      state text not null check (state in ('pending', 'delivered', 'dead')),
      attempts integer not null default 0,
      due_at timestamptz,
      leased_until timestamptz,
      settled_at timestamptz,
      unique (subscription_id, seq, replay)
    )`.execute(db);
  await sql`create index delivery_due on delivery (due_at) where state = 'pending'`.execute(db);
  // What waits for an endpoint that is full or stopped is not looked at on the way to what can be sent.
  await sql`create index delivery_waiting on delivery (subscription_id, due_at) where state = 'pending'`.execute(
    db,
  );
  await sql`create index delivery_order on delivery (subscription_id, subject, seq) where state = 'pending'`.execute(
    db,
  );
  await sql`create index delivery_settled on delivery (settled_at) where state <> 'pending'`.execute(db);
  await sql`create index delivery_event on delivery (seq)`.execute(db);
  await sql`
    create table delivery_attempt (
      delivery_id text not null,
      attempt integer not null,
      at timestamptz not null,
      duration_ms integer not null,
      outcome text not null,
      status integer,
      error text,
      response text,
      primary key (delivery_id, attempt)
    )`.execute(db);
}

async function createPublications(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table publication (
      kind text not null,
      id text not null,
      version text not null,
      state text not null check (state in ('pending', 'published', 'failed')),
      reference text,
      digest text,
      referrers jsonb not null default '[]',
      attempts integer not null default 0,
      due_at timestamptz,
      error text,
      published_at timestamptz,
      primary key (kind, id, version)
    )`.execute(db);
  await sql`create index publication_due on publication (due_at) where state <> 'published'`.execute(db);
}
