import type { ChangeType } from '../change/change.ts';
import type { Location } from '../finding/finding.ts';
import type { EntityKey } from '../manifest/manifest.ts';
import type { PolicyRule } from '../policy/policy-rule.ts';
import type { ValueRead } from '../policy/values-read.ts';
import type { RiskTier } from '../risk/risk.ts';
import type { ExplainedFinding } from './explained-finding.ts';

/** A finding in its place. */
export interface LocatedFinding extends ExplainedFinding {
  readonly location: Location;
}

/** What a rule asks, and how the catalog does. */
export interface RuleExplanation {
  readonly rule: PolicyRule;
  readonly waivable: boolean;
  /** Entities that it was asked about. */
  readonly asked: number;
  readonly violators: readonly {
    readonly entity: EntityKey;
    readonly findings: readonly LocatedFinding[];
    /** Why the rule could not judge it. */
    readonly failure?: string;
  }[];
}

/** What a rule sees of an entity, and what it makes of it. */
export interface EntityExplanation {
  readonly rule: PolicyRule;
  readonly entity: EntityKey;
  readonly path: string;
  /** Whether the rule is asked about entities of this kind at all; when not, the rest is empty. */
  readonly applies: boolean;
  /** Commit compared with; null where nothing is compared. */
  readonly base: string | null;
  readonly change: ChangeType | 'unchanged';
  /** True for rules about approval of an entity that did not change: judged as if it were edited. */
  readonly asIfEdited: boolean;
  /** Risk of the entity, where the rule goes by it. */
  readonly tier: RiskTier | null;
  readonly reads: readonly LocatedValue[];
  readonly findings: readonly LocatedFinding[];
  /** Why the rule could not judge it. */
  readonly failure: string | null;
}

export interface LocatedValue extends ValueRead {
  /** Of values from the manifest and from the configuration. */
  readonly location?: Pick<Location, 'path' | 'line' | 'column'>;
}
