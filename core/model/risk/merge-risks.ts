import type { EntityKey } from '../manifest/manifest.ts';
import type { PolicyVerdict } from '../policy/policy-evaluator.ts';
import { renderMessage } from '../policy/render-message.ts';
import { highestTier, type Risk, type RiskReason, riskTiers } from './risk.ts';

/** What cannot be read may be anything. */
export const unknownRisk: Risk = {
  tier: 'high',
  reasons: [{ rule: 'risk/unknown', path: '', text: 'The manifest is not valid, so its risk is not known.' }],
};

/** The risk of one entity, by the reasons that the rules of the risk layer give. */
export function riskOf({
  record,
  verdict,
}: {
  readonly record: { readonly key: EntityKey };
  readonly verdict: PolicyVerdict;
}): Risk {
  const reasons = verdict.violations
    .filter(({ rule }) => rule.layer === 'risk')
    .map((violation): RiskReason & { tier: Risk['tier'] } => ({
      rule: violation.rule.id,
      path: violation.path,
      text: renderMessage(violation),
      tier: violation.params['tier'] as Risk['tier'],
      entity: record.key,
    }))
    .toSorted((a, b) => riskTiers.indexOf(b.tier) - riskTiers.indexOf(a.tier));
  if (verdict.failures.length === 0) return { tier: verdict.tier, reasons };
  const text = 'A policy could not do its work, so the risk is not known.';
  return {
    tier: 'high',
    reasons: [{ rule: 'risk/unknown', path: '', text, entity: record.key }, ...reasons],
  };
}

/** The risk of a change as a whole: that of its riskiest part. */
export function mergeRisks(risks: readonly Risk[]): Risk {
  return {
    tier: highestTier(risks.map(({ tier }) => tier)),
    reasons: risks.flatMap(({ reasons }) => reasons),
  };
}
