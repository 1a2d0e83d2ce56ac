import { type Kysely, sql } from 'kysely';

/** Whose signature on tokens is believed, and whose tokens count no more. No private half of a key is ever kept here. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table token_key (
      kid text primary key,
      jwk json not null,
      created_at timestamptz not null,
      retires_at timestamptz not null,
      check (jwk->>'d' is null)
    )`.execute(db);
  await sql`create index token_key_retires on token_key (retires_at)`.execute(db);
  await sql`
    create table revoked_principal (
      installation_id text primary key,
      since timestamptz not null,
      reason text not null
    )`.execute(db);
}
