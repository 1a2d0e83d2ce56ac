import type { PolicyInput } from '../policy/policy-input.ts';
import { highestTier, type RiskTier } from '../risk/risk.ts';
import type { JudgedSubjects } from './judged-subjects.ts';
import type { PairAnswers, Side } from './pair-answers.ts';
import type { RulePair } from './pair-rules.ts';

/**
 * Risk of each entity by the rules of one side.
 *
 * @param inputs what the rules see, in the order of the subjects
 * @param places which of them are asked about; the others count as low
 */
export function assessTiers(
  side: Side,
  inputs: readonly PolicyInput[],
  { subjects, pairs, answers }: { subjects: JudgedSubjects; pairs: readonly RulePair[]; answers: PairAnswers },
  places?: ReadonlySet<number>,
): RiskTier[] {
  const tiers = inputs.map((): RiskTier => 'low');
  for (const pair of pairs) {
    const rule = pair[side];
    if (rule?.layer !== 'risk') continue;
    const asked = subjects.ofKinds(rule.kinds).filter((place) => places?.has(place) !== false);
    const said = answers.of(
      pair,
      side,
      asked.map((place) => inputs[place] as PolicyInput),
    );
    for (const [i, place] of asked.entries()) {
      const answer = said[i];
      const found = (answer?.violations ?? []).map(({ params }) => params['tier'] as RiskTier);
      // What cannot be judged may be anything.
      const tier = answer?.failure === undefined ? highestTier(found) : 'high';
      tiers[place] = highestTier([tiers[place] ?? 'low', tier]);
    }
  }
  return tiers;
}
