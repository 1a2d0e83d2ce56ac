import type { AuditEntry, AuditRow } from '@souk/model/audit/audit-record.ts';
import { chainEntry } from '@souk/model/audit/chain-entry.ts';
import { sql } from 'kysely';
import { lockLog } from '../store/lock-log.ts';
import type { Queryable } from '../store/store.ts';
import { encodeJson, writeRows } from '../store/write-rows.ts';
import type { NewAuditEntry } from './audit-entry.ts';

/**
 * Appends to the audit log, in the transaction of what the entries tell of. The end of the log stays locked until
 * that transaction ends.
 */
export async function appendAudit(
  db: Queryable,
  entries: readonly NewAuditEntry[],
  { now }: { readonly now: Date },
): Promise<void> {
  if (entries.length === 0) return;
  const at = now.toISOString();
  const rows: AuditRow[] = [];
  let head = await lockLog(db, 'audit');
  for (const entry of entries) {
    const row = chainEntry(head, asStored({ ...entry, at }));
    rows.push(row);
    head = row;
  }
  await writeRows(
    db,
    'audit',
    rows.map((row) => ({ ...row })),
  );
  await sql`update log_head set seq = ${head.seq}, hash = ${head.hash} where log = 'audit'`.execute(db);
}

/** The entry as it will be read again: what is hashed has to be what is stored. */
function asStored(entry: AuditEntry): AuditEntry {
  return JSON.parse(encodeJson(entry));
}
