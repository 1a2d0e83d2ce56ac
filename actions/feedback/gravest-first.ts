import type { Finding, Level } from '@souk/model/finding/finding.ts';

const gravity: readonly Level[] = ['error', 'deny', 'warn', 'notice'];

/** Findings by gravity, the excused ones last; within a level as they were. */
export function gravestFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => rank(a) - rank(b));
}

function rank({ level, waivedBy }: Finding): number {
  return waivedBy === undefined ? gravity.indexOf(level) : gravity.length;
}
