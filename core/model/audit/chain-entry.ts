import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { AuditEntry, AuditRow, ChainHead } from './audit-record.ts';
import { canonicalJson } from './canonical-json.ts';

/** Where a chain begins. */
export const noRows: ChainHead = { seq: 0, hash: '' };

/** Puts an entry behind the end of a chain. */
export function chainEntry(head: ChainHead, entry: AuditEntry): AuditRow {
  const row = { ...entry, seq: head.seq + 1, previous: head.hash };
  return { ...row, hash: hashRow(row) };
}

/** SHA-256 over the canonical form of a row without its own hash. */
export function hashRow(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actor, action, subject, commit, detail, previous } = row;
  const text = canonicalJson({ seq, at, actor, action, subject, commit, detail, previous });
  return bytesToHex(sha256(utf8ToBytes(text)));
}
