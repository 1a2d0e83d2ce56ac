import type { RuleInput } from '../policy/project-input.ts';
import { highestTier, type RiskTier } from '../risk/risk.ts';
import type { JudgedSubjects } from './judged-subjects.ts';
import type { PairAnswers, Side } from './pair-answers.ts';
import type { RulePair } from './pair-rules.ts';

interface Assessed {
  readonly subjects: JudgedSubjects;
  readonly pairs: readonly RulePair[];
  readonly answers: PairAnswers;
}

interface Assessment {
  /** Which entities are asked about; the others count as low. */
  readonly among?: ReadonlySet<number>;
  /** What the rules are shown in place of the input. */
  readonly shown?: (input: RuleInput) => RuleInput;
}

/** Risk of each entity, by its place, as the rules of one side see it. */
export function assessTiers(
  side: Side,
  { subjects, pairs, answers }: Assessed,
  { among, shown = (input) => input }: Assessment = {},
): RiskTier[] {
  const tiers: RiskTier[] = [];
  for (const pair of pairs) {
    const rule = pair[side];
    if (rule?.layer !== 'risk') continue;
    const places = subjects.ofKinds(rule.kinds).filter((place) => among?.has(place) !== false);
    const said = answers.of(pair, side, subjects.inputsFor(rule, places).map(shown));
    for (const [i, place] of places.entries()) {
      const answer = said[i];
      const found = (answer?.violations ?? []).map(({ params }) => params['tier'] as RiskTier);
      // What cannot be judged may be anything.
      const tier = answer?.failure === undefined ? highestTier(found) : 'high';
      tiers[place] = highestTier([tiers[place] ?? 'low', tier]);
    }
  }
  return tiers;
}
