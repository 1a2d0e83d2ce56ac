import type { Catalog } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { isEntry, type Kind } from '../manifest/manifest.ts';
import { assessRisk, highestTier, type Risk, type RiskReason, type RiskTier } from './assess-risk.ts';

/** Kinds that decide what others may do: whoever changes them changes the rules. */
const governing: Partial<Record<Kind, RiskTier>> = {
  Marketplace: 'high',
  ScopeCatalog: 'medium',
  PriceBook: 'medium',
  Team: 'medium',
  Source: 'medium',
  Waiver: 'medium',
};

/** The risk of a change as a whole: that of its riskiest part. */
export function assessChangeRisk(changes: readonly Change[], head: Catalog): Risk {
  const risks = changes.map((change) => riskOf(change, head));
  return {
    tier: highestTier(risks.map(({ tier }) => tier)),
    reasons: risks.flatMap(({ reasons }) => reasons),
  };
}

/** What cannot be read may be anything. */
const unknownRisk: Risk = {
  tier: 'high',
  reasons: [{ rule: 'risk/unknown', path: '', text: 'The manifest is not valid, so its risk is not known.' }],
};

const removalRisk: Risk = {
  tier: 'medium',
  reasons: [{ rule: 'risk/removal', path: '', text: 'It is removed for everybody.' }],
};

function riskOf({ key, type, before, after }: Change, head: Catalog): Risk {
  const manifest = after?.manifest;
  if (after !== undefined && manifest === undefined) return unknownRisk;
  if (after === undefined && before?.manifest !== undefined && isEntry(before.manifest)) return removalRisk;
  const own =
    manifest !== undefined && isEntry(manifest)
      ? assessRisk(manifest, head)
      : { tier: 'low' as const, reasons: [] };
  const tier = governing[key.kind];
  const reason: RiskReason[] =
    tier === undefined
      ? []
      : [
          {
            rule: 'risk/governing',
            path: '',
            text: `${key.kind} ${key.id} is ${type}: it decides what others may do.`,
          },
        ];
  return { tier: highestTier([own.tier, tier ?? 'low']), reasons: [...own.reasons, ...reason] };
}
