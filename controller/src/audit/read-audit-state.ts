import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** How far the log goes, and how far somebody vouches for it. */
export interface AuditState {
  /** Number of the last row. */
  readonly seq: number;
  /** Number of the last row that a checkpoint covers. */
  readonly sealed: number;
  /** When that checkpoint was made. */
  readonly sealedAt: string | undefined;
  /** Time of the first row behind it. */
  readonly unsealedSince: string | undefined;
  /** Number of the last row that a checkpoint outside of the database covers. */
  readonly anchored: number;
  /** Commit that it lies in. */
  readonly anchoredAs: string | undefined;
}

interface StateRow {
  readonly seq: string | number;
  readonly sealed: string | number | null;
  readonly sealed_at: string | null;
  readonly unsealed_since: string | null;
  readonly anchored: string | number | null;
  readonly anchored_as: string | null;
}

export async function readAuditState(db: Queryable): Promise<AuditState> {
  const { rows } = await sql<StateRow>`
    select
      head.seq, sealed.seq as sealed, sealed.at as sealed_at, anchored.seq as anchored, anchored.anchored_as,
      (select at from audit where audit.seq = coalesce(sealed.seq, 0) + 1) as unsealed_since
    from log_head as head
    left join (select * from audit_checkpoint order by seq desc limit 1) as sealed on true
    left join (
      select * from audit_checkpoint where anchored_as is not null order by seq desc limit 1
    ) as anchored on true
    where head.log = 'audit'`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The store has no audit log.');
  return {
    seq: Number(row.seq),
    sealed: Number(row.sealed ?? 0),
    sealedAt: row.sealed_at ?? undefined,
    unsealedSince: row.unsealed_since ?? undefined,
    anchored: Number(row.anchored ?? 0),
    anchoredAs: row.anchored_as ?? undefined,
  };
}
