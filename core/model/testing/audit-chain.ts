import { type KeyObject, sign } from 'node:crypto';
import type { AuditCheckpoint, AuditEntry, AuditRecord, AuditRow } from '../audit/audit-record.ts';
import { chainEntry, noRows } from '../audit/chain-entry.ts';
import { checkpointStatement } from '../audit/checkpoint-statement.ts';
import { keyIdOf } from '../audit/verify-checkpoint.ts';

/** The database that logs of tests come from. */
export const EPOCH = '5eed';

export function entry(i: number): AuditEntry {
  return {
    at: new Date(Date.UTC(2026, 10, 22, 8, i)).toISOString(),
    actor: { name: 'Ana' },
    action: 'published',
    subject: `App/app-${i}`,
    ...(i % 2 === 0 ? { commit: `c${i}` } : {}),
    detail: { version: `1.${i}.0`, ordinal: i },
  };
}

export function chain(entries: readonly AuditEntry[]): AuditRow[] {
  const rows: AuditRow[] = [];
  for (const item of entries) rows.push(chainEntry(rows.at(-1) ?? noRows, item));
  return rows;
}

export function idOf(privateKey: KeyObject): string {
  return keyIdOf(privateKey.export({ format: 'jwk' }).x ?? '');
}

export function seal({ seq, hash }: AuditRow, by: KeyObject, epoch: string = EPOCH): AuditCheckpoint {
  const at = '2026-11-22T09:00:00.000Z';
  const statement = Buffer.from(checkpointStatement(epoch, { seq, hash, at }));
  return { seq, hash, at, keyId: idOf(by), signature: sign(null, statement, by).toString('base64url') };
}

/** An export as a controller would write it of what lies in its tables. */
export function exportOf(
  of: readonly AuditRow[],
  seals: readonly AuditCheckpoint[],
  head: AuditRow | undefined = of.at(-1),
): Exclude<AuditRecord, { type: 'unreadable' }>[] {
  const placed = of.flatMap((item): Exclude<AuditRecord, { type: 'unreadable' }>[] => [
    { type: 'row', row: item },
    ...seals
      .filter(({ seq }) => seq === item.seq)
      .map((checkpoint) => ({ type: 'checkpoint' as const, checkpoint })),
  ]);
  const last = of.at(-1)?.seq ?? 0;
  const ahead = seals
    .filter(({ seq }) => seq > last)
    .map((checkpoint) => ({ type: 'checkpoint' as const, checkpoint }));
  const end = head === undefined ? noRows : { seq: head.seq, hash: head.hash };
  return [{ type: 'log', epoch: EPOCH, head: end }, ...placed, ...ahead];
}
