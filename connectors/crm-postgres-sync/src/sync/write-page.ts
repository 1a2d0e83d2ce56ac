import type { TransactionSql } from 'postgres';
import { type CrmObject, parseRecord, type Row } from '../crm/record.ts';
import { type DeadLetter, keepDead } from '../database/dead-letters.ts';
import { writeRows } from '../database/write-rows.ts';

export interface PageResult {
  readonly changed: number;
  readonly dead: number;
}

/** Writes records of the CRM: what fits into its table, what does not to the dead letters. */
export async function writePage(
  tx: TransactionSql,
  schema: string,
  object: CrmObject,
  records: readonly unknown[],
): Promise<PageResult> {
  const rows: Row[] = [];
  const dead: DeadLetter[] = [];
  const recordOf = new Map<Row, unknown>();
  for (const record of records) {
    const row = parseRecord(object, record);
    if (typeof row === 'string') dead.push({ record, reason: row });
    else {
      rows.push(row);
      recordOf.set(row, record);
    }
  }
  const { changed, refused } = await writeRows(tx, schema, object, rows);
  dead.push(...refused.map(({ row, reason }) => ({ record: recordOf.get(row), reason })));
  await keepDead(tx, schema, object, dead);
  return { changed, dead: dead.length };
}
