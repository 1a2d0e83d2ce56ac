import type { RequiredApproval } from '../approval/approvals.ts';
import { mergeApprovals } from '../approval/merge-approvals.ts';
import type { PolicyVerdict } from '../policy/policy-evaluator.ts';
import { asEdited, readsRisk } from '../policy/project-input.ts';
import type { RuleAnswer } from '../policy/rule-asker.ts';
import { AssessedTiers } from './assessed-tiers.ts';
import type { JudgedTwice } from './compare-findings.ts';
import { type Side, sides } from './pair-answers.ts';
import { decidesTheSame, type RulePair } from './pair-rules.ts';

/** An entity whose next change needs other approvals. */
export interface ComparedApprovals {
  readonly place: number;
  readonly before: readonly RequiredApproval[];
  readonly after: readonly RequiredApproval[];
}

/** Who would have to approve a change of each entity: rules of this layer ask for nothing where nothing changes. */
export function compareApprovals(judged: JudgedTwice): ComparedApprovals[] {
  const tiers = new AssessedTiers(judged, asEdited);
  const demanding = judged.pairs.filter(({ before, after }) => (after ?? before)?.layer === 'approval');
  const differing = new Set(demanding.flatMap((pair) => differingPlaces(pair, tiers, judged)));
  const places = [...differing].sort((a, b) => a - b);
  const [before = [], after = []] = sides.map((side) => approvalsAt(places, side, demanding, tiers, judged));
  return places.flatMap((place, i) => {
    const required = { before: before[i] ?? [], after: after[i] ?? [] };
    return brief(required.before) === brief(required.after) ? [] : [{ place, ...required }];
  });
}

function differingPlaces(pair: RulePair, tiers: AssessedTiers, judged: JudgedTwice): number[] {
  const byRisk = sides.some((side) => readsRisk(pair[side]?.reads ?? []));
  const places = judged.subjects
    .ofKinds(sides.flatMap((side) => pair[side]?.kinds ?? []))
    .filter((place) => !decidesTheSame(pair) || (byRisk && tiers.differing.has(place)));
  const [before = [], after = []] = sides.map((side) =>
    askAt(places, pair, side, tiers, judged).map(demandsIn),
  );
  return places.filter((_, i) => before[i] !== after[i]);
}

function askAt(
  places: readonly number[],
  pair: RulePair,
  side: Side,
  tiers: AssessedTiers,
  { answers, subjects }: JudgedTwice,
): RuleAnswer[] {
  const rule = pair[side];
  if (rule === undefined) return places.map(() => ({ violations: [] }));
  const asked = places.filter((place) => rule.kinds.includes(subjects.at(place).manifest.kind));
  const known = readsRisk(rule.reads) ? tiers.at(side, asked) : undefined;
  const inputs = subjects.inputsFor(rule, asked, known).map(asEdited);
  const said = answers.of(pair, side, inputs);
  const answerAt = new Map(asked.map((place, i) => [place, said[i]]));
  return places.map((place) => answerAt.get(place) ?? { violations: [] });
}

function demandsIn({ violations, failure }: RuleAnswer): string {
  return JSON.stringify([violations.map(({ params }) => [params['role'], params['count']]), failure?.reason]);
}

function approvalsAt(
  places: readonly number[],
  side: Side,
  pairs: readonly RulePair[],
  tiers: AssessedTiers,
  judged: JudgedTwice,
): (readonly RequiredApproval[])[] {
  const said = pairs.map((pair) => askAt(places, pair, side, tiers, judged));
  const assessed = tiers.at(side, places);
  return places.map((_, i) => {
    const verdict: PolicyVerdict = {
      tier: assessed[i] ?? 'low',
      violations: said.flatMap((answers) => answers[i]?.violations ?? []),
      failures: said.flatMap((answers) => answers[i]?.failure ?? []),
    };
    return mergeApprovals([{ verdict }], false).required;
  });
}

function brief(required: readonly RequiredApproval[]): string {
  return JSON.stringify(required.map(({ role, count }) => [role, count]));
}
