import { type Entry, stageOf } from '@souk/model/manifest/manifest.ts';
import type { RiskTier } from '@souk/model/risk/risk.ts';
import type { DemandLevel, SignatureDemand } from '../signature-settings.ts';

/** What one entry has to prove. A level that is undefined demands nothing. */
export interface CombinedDemand {
  readonly artifact: DemandLevel | undefined;
  readonly signers: number;
  readonly sbom: DemandLevel | undefined;
  readonly provenance: DemandLevel | undefined;
  readonly slsa: 0 | 1 | 2 | 3;
}

const byWeight: readonly DemandLevel[] = ['notice', 'warn', 'deny'];

/** Puts together all demands that apply to an entry: the strictest of each counts. */
export function combineDemands(
  demands: readonly SignatureDemand[],
  entry: Entry,
  tier: RiskTier,
): CombinedDemand {
  const applying = demands.filter((demand) => applies(demand, entry, tier));
  return {
    artifact: heaviest(applying.map(({ artifact }) => artifact)),
    signers: Math.max(1, ...applying.map(({ signers = 1 }) => signers)),
    sbom: heaviest(applying.map(({ sbom }) => sbom)),
    provenance: heaviest(applying.map(({ provenance }) => provenance)),
    slsa: ([3, 2, 1] as const).find((level) => applying.some(({ slsa }) => slsa === level)) ?? 0,
  };
}

export function demandsBuild({ provenance, slsa }: CombinedDemand): boolean {
  return provenance !== undefined || slsa > 0;
}

function applies({ stages, tiers, labels }: SignatureDemand, entry: Entry, tier: RiskTier): boolean {
  return (
    (stages === undefined || stages.includes(stageOf(entry))) &&
    (tiers === undefined || tiers.includes(tier)) &&
    (labels === undefined || labels.some((label) => entry.compliance?.includes(label) === true))
  );
}

function heaviest(levels: readonly (DemandLevel | undefined)[]): DemandLevel | undefined {
  return byWeight.findLast((level) => levels.includes(level));
}
