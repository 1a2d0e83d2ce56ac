import type { Finding } from '../finding/finding.ts';
import { type Report, verdictOf } from './report.ts';

/** Adds what other reports of the same change found, each thing once. */
export function mergeFindings(report: Report, others: readonly Pick<Report, 'findings'>[]): Report {
  const findings = new Map<string, Finding>();
  for (const finding of [report, ...others].flatMap((one) => one.findings)) {
    const key = JSON.stringify([finding.rule, finding.location, finding.message]);
    if (!findings.has(key)) findings.set(key, finding);
  }
  const merged = [...findings.values()];
  return { ...report, findings: merged, verdict: verdictOf(merged) };
}
