import type { Finding } from '@souk/model/finding/finding.ts';

/** Findings by whose turn it is. */
export interface SortedFindings {
  /** Checks that could not do their work: nothing that an author could mend. */
  readonly faults: readonly Finding[];
  readonly toFix: readonly Finding[];
  readonly advice: readonly Finding[];
  readonly waived: readonly Finding[];
}

export function sortFindings(findings: readonly Finding[]): SortedFindings {
  const open = findings.filter(({ waivedBy }) => waivedBy === undefined);
  return {
    faults: open.filter(({ level }) => level === 'error'),
    toFix: open.filter(({ level }) => level === 'deny'),
    advice: open.filter(({ level }) => level === 'warn' || level === 'notice'),
    waived: findings.filter(({ waivedBy }) => waivedBy !== undefined),
  };
}
