import type { AuditAnchor, AuditRecord } from './audit-record.ts';
import type { BrokenLink } from './broken-link.ts';
import { ChainCheck } from './chain-check.ts';

/** What a log is held against. */
export interface ChainTrust {
  /** Keys that checkpoints may be signed by; any when undefined, which proves no more than that the log fits itself. */
  readonly keyIds?: ReadonlySet<string> | undefined;
  /** Checkpoints that were kept elsewhere, the newest last. */
  readonly anchors?: readonly AuditAnchor[] | undefined;
}

/** What was read and found sound, up to the first broken link. */
export interface ChainSummary {
  readonly rows: number;
  /** Time of the first row, and of the last. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly checkpoints: number;
  /** Number of the last row that a checkpoint vouches for. */
  readonly sealed: number;
  /** Whose signatures they are. */
  readonly keyIds: readonly string[];
  /** How many of the anchors the log was found to hold. */
  readonly anchors: number;
}

export interface ChainVerdict extends ChainSummary {
  readonly broken: BrokenLink | undefined;
}

/** Follows a log from its first row and stops at the first broken link. Holds one row at a time. */
export async function verifyChain(
  records: AsyncIterable<AuditRecord>,
  trust: ChainTrust = {},
): Promise<ChainVerdict> {
  const check = new ChainCheck(trust);
  for await (const record of records) {
    const broken = await check.add(record);
    if (broken !== undefined) return { ...check.summary(), broken };
  }
  const broken = await check.end();
  return { ...check.summary(), broken };
}
