import { renderMessage } from '../policy/render-message.ts';
import { type RiskReason, type RiskTier, riskTiers } from '../risk/risk.ts';
import type { AssessedTiers } from './assessed-tiers.ts';
import type { JudgedTwice } from './compare-findings.ts';
import { type Side, sides } from './pair-answers.ts';

/** An entity whose risk is another one. */
export interface ComparedRisk {
  readonly place: number;
  readonly before: RiskTier;
  readonly after: RiskTier;
  /** Why it is as high as it is on the side where it is higher: the reasons that the other side does not give. */
  readonly reasons: readonly Reason[];
}

type Reason = Pick<RiskReason, 'rule' | 'text'>;
type TieredReason = Reason & { readonly tier: RiskTier };

export function compareRisk(judged: JudgedTwice, tiers: AssessedTiers): ComparedRisk[] {
  const places = [...tiers.differing];
  const [tiersBefore = [], tiersAfter = []] = sides.map((side) => tiers.at(side, places));
  const [before, after] = sides.map((side) => reasonsAt(places, side, judged));
  return places.map((place, i) => {
    const [old, fresh] = [tiersBefore[i] ?? 'low', tiersAfter[i] ?? 'low'];
    const rises = riskTiers.indexOf(fresh) > riskTiers.indexOf(old);
    const [higher, lower] = rises ? [after, before] : [before, after];
    const highest = rises ? fresh : old;
    const ofHighest = ({ tier }: TieredReason): boolean => tier === highest;
    const known = new Set((lower?.get(place) ?? []).filter(ofHighest).map(({ text }) => text));
    const reasons = (higher?.get(place) ?? [])
      .filter((reason) => ofHighest(reason) && !known.has(reason.text))
      .map(({ rule, text }) => ({ rule, text }));
    return { place, before: old, after: fresh, reasons };
  });
}

/** Every reason that the rules of one side give for the risk of some entities. */
function reasonsAt(
  places: readonly number[],
  side: Side,
  { subjects, pairs, answers }: JudgedTwice,
): Map<number, TieredReason[]> {
  const reasons = new Map(places.map((place): [number, TieredReason[]] => [place, []]));
  for (const pair of pairs) {
    const rule = pair[side];
    if (rule?.layer !== 'risk') continue;
    const asked = places.filter((place) => rule.kinds.includes(subjects.at(place).manifest.kind));
    const said = answers.of(pair, side, subjects.inputsFor(rule, asked));
    for (const [i, place] of asked.entries()) {
      const { violations = [], failure } = said[i] ?? {};
      const found = violations.map((violation) => ({
        rule: rule.id,
        text: renderMessage(violation),
        tier: violation.params['tier'] as RiskTier,
      }));
      reasons.get(place)?.push(...found);
      if (failure !== undefined) {
        reasons.get(place)?.push({ rule: rule.id, text: `${rule.id} could not judge it.`, tier: 'high' });
      }
    }
  }
  return reasons;
}
