import type { AuditCheckpoint } from './audit-record.ts';
import { canonicalJson } from './canonical-json.ts';

/** The text that a checkpoint is a signature over. The epoch ties it to one database. */
export function checkpointStatement(
  epoch: string,
  { seq, hash, at }: Pick<AuditCheckpoint, 'seq' | 'hash' | 'at'>,
): string {
  return canonicalJson({ type: 'souk.audit-checkpoint/v1', epoch, seq, hash, at });
}
