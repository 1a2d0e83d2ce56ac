import type { AuditCheckpoint, AuditRecord, AuditRow } from '@souk/model/audit/audit-record.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { auditRowOf, checkpointOf } from './audit-row.ts';

const BATCH = 500;

export type WrittenRecord = Exclude<AuditRecord, { type: 'unreadable' }>;

/**
 * The whole log as it stands now, batch by batch: the log, the rows in order, each checkpoint behind its row. What is
 * appended meanwhile is left for the next time; what the log should hold but does not is shown by what is there.
 */
export async function* readAuditExport(db: Queryable): AsyncGenerator<readonly WrittenRecord[]> {
  const { log, end } = await readEnds(db);
  yield [log];
  // A row below 1 is none of ours, and has to be seen.
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', after)
      .where('seq', '<=', end)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    const last = rows.length < BATCH ? end : Number(rows.at(-1)?.seq);
    const checkpoints = await readCheckpoints(db, after, last);
    yield inOrder(rows.map(auditRowOf), checkpoints);
    if (rows.length < BATCH) return;
    after = last;
  }
}

/** Both ends in one statement, so that they fit each other. */
async function readEnds(db: Queryable) {
  const { rows } = await sql<{ epoch: string; seq: string | number; hash: string; end: string | number }>`
    select
      (select audit_epoch from sync_cursor) as epoch, head.seq, head.hash,
      greatest(head.seq, (select max(seq) from audit), (select max(seq) from audit_checkpoint)) as end
    from log_head as head where head.log = 'audit'`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The store has no audit log.');
  const head = { seq: Number(row.seq), hash: row.hash };
  return { log: { type: 'log', epoch: row.epoch, head } as const, end: Number(row.end) };
}

async function readCheckpoints(db: Queryable, after: number, last: number): Promise<AuditCheckpoint[]> {
  const rows = await db
    .selectFrom('audit_checkpoint')
    .selectAll()
    .where('seq', '>', after)
    .where('seq', '<=', last)
    .orderBy('seq')
    .execute();
  return rows.map(checkpointOf);
}

/** A checkpoint goes behind its row, or behind the place where that should be. */
function inOrder(rows: readonly AuditRow[], checkpoints: readonly AuditCheckpoint[]): WrittenRecord[] {
  const placed: { readonly seq: number; readonly record: WrittenRecord }[] = [
    ...rows.map((row) => ({ seq: row.seq, record: { type: 'row' as const, row } })),
    ...checkpoints.map((checkpoint) => ({
      seq: checkpoint.seq,
      record: { type: 'checkpoint' as const, checkpoint },
    })),
  ];
  return placed.sort((a, b) => a.seq - b.seq).map(({ record }) => record);
}
