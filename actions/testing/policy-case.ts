import type { Level } from '@souk/model/finding/finding.ts';
import type { RiskTier } from '@souk/model/risk/risk.ts';
import type { Edit } from './sample-edits.ts';

/** A finding that a case expects. */
export interface ExpectedFinding {
  readonly rule: string;
  readonly level: Level;
  /** The line in the edited file, with `▸` before the column; see `markPlace`. */
  readonly at: string;
  /** A piece of the message. */
  readonly says: string;
  /** A piece of the help. */
  readonly helps?: string;
  /** File, unless it is that of the first edit. */
  readonly path?: string;
  readonly waivedBy?: string;
}

/** A reason for the risk that a case expects, with a piece of its text. */
export interface ExpectedReason {
  readonly rule: string;
  /** Absent for what could not be judged. */
  readonly tier: RiskTier | undefined;
  /** JSON pointer. */
  readonly path: string;
  readonly says: string;
}

/** A demand for approval that a case expects, with a piece of its reason. */
export interface ExpectedApproval {
  readonly role: string;
  readonly count: number;
  readonly says: string;
}

/** What happens to the sample catalog, and exactly what a check then says. */
export interface PolicyCase {
  /** Edits that are in the base already; without them the base is the sample as it stands. */
  readonly before: readonly Edit[];
  readonly edits: readonly Edit[];
  /** Moment of judging. */
  readonly now: string;
  /** `policies`, as with `--only policy`, or all checks. */
  readonly checks: 'policies' | 'all';
  /** In the order of the report. */
  readonly findings?: readonly ExpectedFinding[];
  readonly risk?: { readonly tier: RiskTier; readonly reasons: readonly ExpectedReason[] };
  readonly approvals?: readonly ExpectedApproval[];
}

/** Cases by name. */
export type CaseTable = Readonly<Record<string, PolicyCase>>;

/** Cases of each rule: what breaks it, what keeps it, and what is close to the line between the two. */
export type RuleTable = Readonly<
  Record<string, { readonly fails: CaseTable; readonly passes: CaseTable; readonly edges: CaseTable }>
>;

/** Writes a case as a sentence: `given(…).change(…).at(…).finds(…)`. */
class CaseBuilder implements PolicyCase {
  readonly before: readonly Edit[];
  readonly edits: readonly Edit[];
  readonly now: string;
  readonly checks: PolicyCase['checks'];
  readonly findings?: readonly ExpectedFinding[];
  readonly risk?: NonNullable<PolicyCase['risk']>;
  readonly approvals?: readonly ExpectedApproval[];

  constructor(parts: PolicyCase) {
    this.before = parts.before;
    this.edits = parts.edits;
    this.now = parts.now;
    this.checks = parts.checks;
    if (parts.findings !== undefined) this.findings = parts.findings;
    if (parts.risk !== undefined) this.risk = parts.risk;
    if (parts.approvals !== undefined) this.approvals = parts.approvals;
  }

  change(...edits: readonly Edit[]): CaseBuilder {
    return new CaseBuilder({ ...this, edits });
  }

  at(now: string): CaseBuilder {
    return new CaseBuilder({ ...this, now });
  }

  byAllChecks(): CaseBuilder {
    return new CaseBuilder({ ...this, checks: 'all' });
  }

  finds(...findings: readonly ExpectedFinding[]): CaseBuilder {
    return new CaseBuilder({ ...this, findings });
  }

  risks(tier: RiskTier, ...reasons: readonly ExpectedReason[]): CaseBuilder {
    return new CaseBuilder({ ...this, risk: { tier, reasons } });
  }

  needs(...approvals: readonly ExpectedApproval[]): CaseBuilder {
    return new CaseBuilder({ ...this, approvals });
  }
}

const blank = new CaseBuilder({ before: [], edits: [], now: '2026-11-22T08:00:00Z', checks: 'policies' });

/** Begins a case whose base has these edits already. */
export function given(...before: readonly Edit[]): CaseBuilder {
  return new CaseBuilder({ ...blank, before });
}

/** Begins a case that changes the sample. */
export function change(...edits: readonly Edit[]): CaseBuilder {
  return blank.change(...edits);
}

type Finder = (rule: string, at: string, says: string, more?: More) => ExpectedFinding;
type More = Pick<ExpectedFinding, 'helps' | 'path' | 'waivedBy'>;

const finder =
  (level: Level): Finder =>
  (rule, at, says, more = {}) => ({ rule, level, at, says, ...more });

export const deny: Finder = finder('deny');
export const warn: Finder = finder('warn');
export const notice: Finder = finder('notice');

export function reason(rule: string, tier: RiskTier | undefined, path: string, says: string): ExpectedReason {
  return { rule, tier, path, says };
}

export function approval(role: string, count: number, says: string): ExpectedApproval {
  return { role, count, says };
}
