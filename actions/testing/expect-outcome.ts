import type { Finding } from '@souk/model/finding/finding.ts';
import { expect } from 'vitest';
import type { CheckOutcome } from '../check/run-check.ts';
import { markPlace } from './mark-place.ts';
import type { ExpectedFinding, PolicyCase } from './policy-case.ts';

/** Compares every part of the report that a case speaks of. */
export function expectOutcome(outcome: CheckOutcome, wanted: PolicyCase): void {
  const { report, textOf } = outcome;
  const path = wanted.edits[0]?.path ?? '';
  if (wanted.findings !== undefined) {
    const found = report.findings.map((finding) => describeFinding(finding, textOf));
    expect(found).toEqual(wanted.findings.map((finding) => describeExpected(finding, path)));
  }
  if (wanted.risk !== undefined) {
    expect({ tier: report.risk.tier, reasons: report.risk.reasons.map(withoutEntity) }).toEqual({
      tier: wanted.risk.tier,
      reasons: wanted.risk.reasons.map(({ says, ...rest }) => ({
        ...rest,
        text: expect.stringContaining(says),
      })),
    });
  } else {
    // A misspelt edit makes the manifest invalid; then the policies say nothing, which must not pass for a pass.
    expect(report.risk.reasons.map(({ rule }) => rule)).not.toContain('risk/unknown');
  }
  if (wanted.approvals !== undefined) {
    expect(report.approvals).toEqual({
      required: wanted.approvals.map(({ says, ...rest }) => ({
        ...rest,
        reason: expect.stringContaining(says),
      })),
      autoApprovable: wanted.approvals.length === 0,
    });
  }
}

function describeFinding(finding: Finding, textOf: CheckOutcome['textOf']): object {
  const { rule, level, message, help, location, waivedBy } = finding;
  const at = markPlace(textOf(location.path), location);
  return { path: location.path, rule, level, at, message, help, waivedBy };
}

function describeExpected({ says, helps, path, waivedBy, ...rest }: ExpectedFinding, main: string): object {
  return {
    ...rest,
    path: path ?? main,
    message: expect.stringContaining(says),
    help: helps === undefined ? expect.any(String) : expect.stringContaining(helps),
    waivedBy,
  };
}

function withoutEntity({
  rule,
  tier,
  path,
  text,
}: CheckOutcome['report']['risk']['reasons'][number]): object {
  return { rule, tier, path, text };
}
