import type { Kind } from '../manifest/manifest.ts';

/** Layers whose rules yield findings, and the two that decide risk and approvals. */
export const layers = ['developer', 'platform', 'org', 'risk', 'approval'] as const;
export type Layer = (typeof layers)[number];

export type PolicyLevel = 'deny' | 'warn' | 'notice';

/**
 * How far a rule is rolled out: seen by admins only; at most a warning; in force for what is new; in force.
 */
export type RolloutStage = 'shadow' | 'warn' | 'deny-new' | 'deny';

/** What the metadata of a Rego rule says of it. */
export interface PolicyRule {
  /** `<layer>/<rule>`; waivers and dashboards quote it. */
  readonly id: string;
  readonly layer: Layer;
  /** Rego package, such as `souk.developer.license`. */
  readonly package: string;
  readonly title: string;
  readonly description: string;
  readonly level: PolicyLevel;
  readonly stage: RolloutStage;
  readonly kinds: readonly Kind[];
  /** Lifecycle stage of an entry below which a violation is at most a warning. */
  readonly enforceFrom?: string;
  /** Text with `{param}` places. */
  readonly message: string;
  readonly remediation: string;
  /** Team that answers for the rule. */
  readonly owner: string;
  readonly suggest?: { readonly param: string; readonly among: string };
  /** Path of the Rego file, from the root of the repository. */
  readonly source: string;
  /** JSON pointers into the input, and `data.config` paths, that the rule reads: for explaining it. */
  readonly reads: readonly string[];
  /** Digest of all that decides what the rule yields: its text, the libraries and the data it reads. */
  readonly digest: string;
}
