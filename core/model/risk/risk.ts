import type { EntityKey } from '../manifest/manifest.ts';

export const riskTiers = ['low', 'medium', 'high'] as const;
export type RiskTier = (typeof riskTiers)[number];

/** One thing about a change that makes it riskier. */
export interface RiskReason {
  readonly rule: string;
  /** JSON pointer into the manifest. */
  readonly path: string;
  readonly text: string;
  /** How much this reason alone makes it. */
  readonly tier?: RiskTier;
  readonly entity?: EntityKey;
}

export interface Risk {
  readonly tier: RiskTier;
  readonly reasons: readonly RiskReason[];
}

export function highestTier(tiers: readonly RiskTier[]): RiskTier {
  return tiers.reduce(
    (highest, tier) => (riskTiers.indexOf(tier) > riskTiers.indexOf(highest) ? tier : highest),
    'low',
  );
}
