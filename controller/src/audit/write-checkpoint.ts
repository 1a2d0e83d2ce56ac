import { checkpointStatement } from '@souk/model/audit/checkpoint-statement.ts';
import { lockLog } from '../store/lock-log.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import type { AuditKey } from './audit-key.ts';
import { readAuditEpoch } from './read-audit-epoch.ts';
import { readAuditState } from './read-audit-state.ts';

/** Signs the end of the log; writes nothing when that has been signed already. Wants a transaction. */
export async function writeCheckpoint(
  db: Queryable,
  { key, now }: { readonly key: AuditKey; readonly now: Date },
): Promise<void> {
  const { seq, hash } = await lockLog(db, 'audit');
  const { sealed } = await readAuditState(db);
  if (seq <= sealed) return;
  const epoch = await readAuditEpoch(db);
  const at = now.toISOString();
  const signature = key.sign(checkpointStatement(epoch, { seq, hash, at }));
  await writeRows(db, 'audit_checkpoint', [{ seq, hash, at, key_id: key.id, signature }]);
}
