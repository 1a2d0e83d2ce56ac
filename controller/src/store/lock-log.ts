import { sql } from 'kysely';
import type { Queryable } from './store.ts';

/** Where a log ends. */
export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

/** Reads the head of a log and keeps others from appending until the transaction ends. */
export async function lockLog(db: Queryable, log: 'event' | 'audit'): Promise<LogHead> {
  const { rows } = await sql<{ seq: string | number; hash: string }>`
    select seq, hash from log_head where log = ${log} for update`.execute(db);
  const [head] = rows;
  if (head === undefined) throw new Error(`The store has no log "${log}".`);
  return { seq: Number(head.seq), hash: head.hash };
}
