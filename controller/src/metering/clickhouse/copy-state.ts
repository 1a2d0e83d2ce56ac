import type { ColumnarStore } from './columnar-store.ts';
import { copyTables } from './copy-tables.ts';
import { writeInstant } from './write-instant.ts';

/** What the copy says of itself. */
export interface CopyState {
  /** Whose rows are the copy; those of others are left over. */
  readonly generation: string;
  /** Number of the last round that was begun. */
  readonly begun: bigint;
  /** The last round that came to its end; undefined while the copy is made. */
  readonly ended: EndedRound | undefined;
}

export interface EndedRound {
  readonly round: bigint;
  /** What transactions from this one on have changed is for the next round. */
  readonly since: string;
  /** Everything that was counted before is in the copy. */
  readonly asOf: Date;
}

/** Its names are no columns: ClickHouse would take them for those. */
interface Row {
  readonly copied: string;
  readonly begunRound: string;
  readonly endedRound: string;
  readonly endedSince: string;
  readonly endedAsOf: string;
}

/** @returns undefined where there is no copy; rejects where there are no tables either */
export async function readCopyState(store: ColumnarStore): Promise<CopyState | undefined> {
  const [row] = await store.query<Row>(
    `select
       toString(generation) as copied, toString(max(round)) as begunRound,
       toString(maxIf(round, ended = 1)) as endedRound, toString(maxIf(since, ended = 1)) as endedSince,
       toString(toUnixTimestamp64Milli(maxIf(as_of, ended = 1))) as endedAsOf
     from ${copyTables.state} final
     group by generation order by max(round) desc limit 1`,
    {},
  );
  if (row === undefined) return undefined;
  const round = BigInt(row.endedRound);
  return {
    ...{ generation: row.copied, begun: BigInt(row.begunRound) },
    ended: round === 0n ? undefined : { round, since: row.endedSince, asOf: new Date(Number(row.endedAsOf)) },
  };
}

/** All that there is something of. */
export async function readGenerations(store: ColumnarStore): Promise<string[]> {
  const rows = await store.query<{ copied: string }>(
    `select distinct toString(generation) as copied from ${copyTables.state}`,
    {},
  );
  return rows.map(({ copied }) => copied);
}

/** Says that rows of a round may come, before any does. */
export async function noteBegun(store: ColumnarStore, generation: string, round: bigint): Promise<void> {
  await store.insert(copyTables.state, [
    { generation, ended: 0, round: String(round), since: '0', as_of: writeInstant(new Date(0)) },
  ]);
}

/** Says that all rows of a round are there. */
export async function noteEnded(
  store: ColumnarStore,
  generation: string,
  { round, since, asOf }: EndedRound,
): Promise<void> {
  await store.insert(copyTables.state, [
    { generation, ended: 1, round: String(round), since, as_of: writeInstant(asOf) },
  ]);
}
