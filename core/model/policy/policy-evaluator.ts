import type { RiskTier } from '../risk/risk.ts';
import type { WaiverSettings } from '../waiver/waiver-settings.ts';
import type { PolicyInput, PolicySurroundings } from './policy-input.ts';
import type { PolicyRule } from './policy-rule.ts';

/** One thing that a rule found in one entity. */
export interface Violation {
  readonly rule: PolicyRule;
  /** JSON pointer into the manifest. */
  readonly path: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A rule, or all of them when none is named, that could not do its work on one entity. */
export interface PolicyFailure {
  readonly rule?: PolicyRule;
  readonly reason: string;
}

/** What the policies say of one entity: never empty-handed, a rule that did not answer is a failure. */
export interface PolicyVerdict {
  readonly tier: RiskTier;
  /** In the order of path, rule and params. */
  readonly violations: readonly Violation[];
  readonly failures: readonly PolicyFailure[];
}

/** Evaluates rules. Never throws for what an input holds. */
export interface PolicyEvaluator {
  readonly rules: readonly PolicyRule[];
  /** What the organisation allows waivers to do. */
  readonly waivers: WaiverSettings;
  /** One verdict for each input, in their order. */
  evaluate(inputs: readonly PolicyInput[], surroundings: PolicySurroundings): Promise<PolicyVerdict[]>;
}
