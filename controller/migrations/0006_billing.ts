import { type Kysely, sql } from 'kysely';

/**
 * What is billed. Statements are for good: whoever changes one or takes one away is refused by the database itself, so a
 * mistake is mended by a statement that reverses it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // When an installation was there, and whom it belonged to then. A row without an end goes on.
  await sql`
    create table installation_presence (
      id bigint generated always as identity primary key,
      installation_id text not null,
      entry_kind text not null check (entry_kind in ('App', 'Connector')),
      entry_id text not null,
      version text not null,
      phase text not null check (phase in ('running', 'suspended')),
      team text not null,
      environment text not null,
      cost_center text,
      charge text not null check (charge in ('showback', 'chargeback')),
      begun_at timestamptz not null,
      ended_at timestamptz,
      check (ended_at >= begun_at)
    )`.execute(db);
  await sql`
    create unique index installation_presence_open on installation_presence (installation_id) where ended_at is null`.execute(
    db,
  );
  await sql`create index installation_presence_time on installation_presence (begun_at)`.execute(db);
  await sql`
    create table statement (
      id text primary key,
      number bigint not null unique,
      kind text not null check (kind in ('cost-center', 'partner')),
      subject text not null,
      period date not null check (extract(day from period) = 1),
      revision integer not null,
      currency text not null,
      total numeric not null,
      due numeric not null,
      body json not null,
      digest text not null,
      issued_at timestamptz not null,
      reverses text unique references statement (id),
      replaces text
    )`.execute(db);
  await sql`
    create unique index statement_revision on statement (period, kind, subject, revision) where reverses is null`.execute(
    db,
  );
  await sql`create index statement_subject on statement (kind, subject, period)`.execute(db);
  await sql`
    create function refuse_statement_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The statement % is issued: it is reversed, never changed.', old.id
        using errcode = 'restrict_violation';
    end $$`.execute(db);
  await sql`
    create trigger statement_is_final before update or delete on statement
    for each row execute function refuse_statement_change()`.execute(db);
  // What keeps a month from being closed, or has to be known about it.
  await sql`
    create table billing_problem (
      period date not null,
      code text not null,
      detail text not null,
      blocks boolean not null,
      since timestamptz not null,
      primary key (period, code, detail)
    )`.execute(db);
  // Reissues of the price book that were carried out.
  await sql`
    create table billing_reissue (
      id text primary key,
      period date not null,
      revision integer not null,
      reason text not null,
      done_at timestamptz not null
    )`.execute(db);
  // Each is told once a month.
  await sql`
    create table budget_alert (
      kind text not null check (kind in ('Team', 'Installation')),
      id text not null,
      period date not null,
      alert text not null check (alert in ('actual-50', 'actual-80', 'actual-100', 'forecast-100')),
      state json not null,
      told_at timestamptz not null,
      primary key (kind, id, period, alert)
    )`.execute(db);
  // Files that were handed out: each time that one is another than before, it gets a revision of its own.
  await sql`
    create table billing_export (
      name text primary key,
      base text not null,
      revision integer not null check (revision > 0),
      basis text not null,
      digest text not null,
      bytes bigint not null,
      written_at timestamptz not null,
      unique (base, revision)
    )`.execute(db);
  // What a payment provider has to be told, written with the statement that it is of. Values are never less than 0: what a
  // customer paid too much lessens what is told next.
  await sql`
    create table payment_event (
      identifier text primary key,
      statement_id text not null unique references statement (id),
      cost_center text not null,
      currency text not null,
      owed numeric not null check (owed = trunc(owed) and owed <> 0),
      customer text,
      meter text,
      value numeric check (value = trunc(value) and value >= 0),
      state text not null check (state in ('unmapped', 'pending', 'sent', 'settled', 'refused', 'unsure')),
      attempts integer not null default 0,
      faults integer not null default 0,
      queued_at timestamptz not null,
      due_at timestamptz,
      told_at timestamptz,
      unsure_since timestamptz,
      sent_at timestamptz,
      error text,
      check ((customer is null) = (state = 'unmapped')),
      check ((customer is null) = (value is null)),
      check ((customer is null) = (meter is null))
    )`.execute(db);
  await sql`create index payment_event_due on payment_event (due_at) where state = 'pending'`.execute(db);
  await sql`create index payment_event_account on payment_event (customer, meter)`.execute(db);
}
