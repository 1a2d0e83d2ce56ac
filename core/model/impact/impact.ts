import type { RequiredApproval } from '../approval/approvals.ts';
import type { Level } from '../finding/finding.ts';
import type { EntityKey } from '../manifest/manifest.ts';
import type { RiskTier } from '../risk/risk.ts';
import type { Flip } from './compare-outcomes.ts';

/** What `souk policy impact --format json` prints: what a change of the policies does to a catalog. */
export interface Impact {
  readonly schema: 'souk.impact/v1';
  /** Policies compared with; null where there were none, and everything counts as new. */
  readonly base: { readonly commit: string | null; readonly bundle: string | null };
  readonly head: { readonly bundle: string };
  /** Moment of judging, the same for both sides. */
  readonly now: string;
  readonly summary: ImpactSummary;
  /** Rules that differ between the two. */
  readonly rules: readonly RuleChange[];
  /** Entities that passed all rules and do not any more, or the other way round. */
  readonly verdicts: readonly VerdictChange[];
  readonly newlyFailing: readonly RuleFlip[];
  readonly newlyPassing: readonly RuleFlip[];
  readonly changed: readonly RuleFlip[];
  /** The same of rules that are only being tried out, as if they were in force. */
  readonly shadow: Readonly<Record<Flip, readonly RuleFlip[]>>;
  readonly risk: readonly RiskChange[];
  readonly approvals: readonly ApprovalChange[];
}

export interface FlipCounts extends Readonly<Record<Flip, number>> {
  /** Of rules that are only being tried out. */
  readonly shadow: Readonly<Record<Flip, number>>;
}

export interface ImpactSummary extends FlipCounts {
  /** Manifests of the catalog. */
  readonly entities: number;
  /** Entities whose verdict turns. */
  readonly verdicts: { readonly toFail: number; readonly toPass: number };
  readonly risk: number;
  readonly approvals: number;
  readonly byRule: readonly ({ readonly rule: string } & FlipCounts)[];
  /** Those with most to mend first. */
  readonly byTeam: readonly TeamImpact[];
}

export interface TeamImpact extends FlipCounts {
  /** Null for what belongs to the marketplace as a whole. */
  readonly team: string | null;
  readonly name: string | null;
  /** How to reach the team. */
  readonly contact: string | null;
  readonly risk: number;
  readonly approvals: number;
}

export interface RuleChange {
  readonly id: string;
  readonly type: 'added' | 'removed' | 'changed' | 'metadata';
  readonly level: string;
  readonly stage: string;
  /** Sources and data for which it may find something else. */
  readonly causes: readonly string[];
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
}

interface OfEntity {
  readonly entity: EntityKey;
  readonly owner: string | null;
}

export interface VerdictChange extends OfEntity {
  readonly before: 'pass' | 'fail';
  readonly after: 'pass' | 'fail';
}

/** How what one rule says of one entity differs. */
export interface RuleFlip extends OfEntity {
  readonly rule: string;
  /** Of the finding that makes the difference. */
  readonly level: Level;
  readonly message: string;
  readonly location: ImpactLocation;
  /** Everything that the rule said of the entity, and says. */
  readonly before: readonly ImpactFinding[];
  readonly after: readonly ImpactFinding[];
}

export interface ImpactFinding {
  readonly level: Level;
  readonly message: string;
  readonly location: ImpactLocation;
  readonly waivedBy?: string;
}

/** Line and column count from 1. */
export interface ImpactLocation {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface RiskChange extends OfEntity {
  readonly before: RiskTier;
  readonly after: RiskTier;
  readonly reasons: readonly { readonly rule: string; readonly text: string }[];
}

/** Who would have to approve a change of the entity. */
export interface ApprovalChange extends OfEntity {
  readonly before: readonly RequiredApproval[];
  readonly after: readonly RequiredApproval[];
}
