import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../audit/canonical-json.ts';
import type { Statement } from './statement.ts';

/** Adds the digest to a statement. */
export function sealStatement(statement: Omit<Statement, 'digest'>): Statement {
  return { ...statement, digest: digestOf(statement) };
}

/** Whether a statement is what was issued. */
export function isSealed({ digest, ...statement }: Statement): boolean {
  return digestOf(statement) === digest;
}

/** The id of a statement: the same for the same month, subject and revision, and safe wherever it is put. */
export function statementId({
  kind,
  subject,
  period,
  revision,
}: Pick<Statement, 'kind' | 'subject' | 'period' | 'revision'>): string {
  return `${period}-${kind}-${sha256Hex(subject).slice(0, 12)}-${revision}`;
}

function digestOf(statement: Omit<Statement, 'digest'>): string {
  return sha256Hex(canonicalJson(statement));
}

function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
