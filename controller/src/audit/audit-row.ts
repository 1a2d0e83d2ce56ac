import type { AuditCheckpoint, AuditRow } from '@souk/model/audit/audit-record.ts';
import type { Selectable } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** Reads a row as it was hashed: what the entry did not have is left out. */
export function auditRowOf({ seq, commit, ...row }: Selectable<Tables['audit']>): AuditRow {
  return { ...row, seq: Number(seq), ...(commit === null ? {} : { commit }) };
}

export function checkpointOf(row: Selectable<Tables['audit_checkpoint']>): AuditCheckpoint {
  const { seq, hash, at, key_id: keyId, signature } = row;
  return { seq: Number(seq), hash, at, keyId, signature };
}
