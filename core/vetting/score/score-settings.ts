import type { Badge } from '@souk/model/vetting/security-score.ts';

/** What an entry needs for a badge, beside that nothing denies it. */
export interface BadgeDemand {
  /** Least security score. */
  readonly score: number;
  /** Least SLSA build level that is proven. */
  readonly slsa: 0 | 1 | 2 | 3;
  /** Whether a signer that is trusted has to have signed the artifact. */
  readonly signed: boolean;
}

/** The section `score` of `policies/data/vetting.yaml`. */
export interface ScoreSettings {
  readonly badges: Readonly<Record<Exclude<Badge, 'community'>, BadgeDemand>>;
}
