import { sql } from 'kysely';
import type { Queryable } from '../../store/store.ts';

/** What the ledger says of its copy. */
export interface LedgerMark {
  readonly generation: string;
  /** The last round that was begun. */
  readonly round: bigint;
  /** Whether it came to its end. */
  readonly settled: boolean;
  /** Whether the database has not been started anew since it began. */
  readonly isSameStart: boolean;
  /** Whether the row was written by a transaction of this very server, and not brought from another by a dump. */
  readonly isOwn: boolean;
}

interface Row extends Omit<LedgerMark, 'round'> {
  readonly round: string;
}

export async function readMark(db: Queryable): Promise<LedgerMark | undefined> {
  const { rows } = await sql<Row>`
    select
      generation::text as generation, round::text as round, settled,
      server_started = pg_postmaster_start_time() as "isSameStart",
      xmin::text::bigint = written_by % 4294967296 as "isOwn"
    from usage_copy`.execute(db);
  return rows[0] && { ...rows[0], round: BigInt(rows[0].round) };
}

/** Announces a round before anything of it is written elsewhere. */
export async function markBegun(db: Queryable, generation: string, round: bigint): Promise<void> {
  await sql`
    insert into usage_copy (generation, round, settled, server_started, written_by)
    values (
      ${generation}::text::uuid, ${String(round)}::text::bigint, false, pg_postmaster_start_time(),
      pg_current_xact_id()::text::bigint
    )
    on conflict (singleton) do update set
      generation = excluded.generation, round = excluded.round, settled = excluded.settled,
      server_started = excluded.server_started, written_by = excluded.written_by`.execute(db);
}

export async function markSettled(db: Queryable, generation: string, round: bigint): Promise<void> {
  await sql`
    update usage_copy set settled = true, written_by = pg_current_xact_id()::text::bigint
    where generation = ${generation}::text::uuid and round = ${String(round)}::text::bigint`.execute(db);
}

/**
 * The oldest transaction that is under way: those before it have ended, so all they changed can be seen. What it and
 * later ones change has to be looked for again.
 */
export async function readHorizon(db: Queryable): Promise<string> {
  const { rows } = await sql<{ oldest: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as oldest`.execute(db);
  return rows[0]?.oldest ?? '0';
}
