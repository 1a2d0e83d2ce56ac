import { readsReferences, readsRisk } from '../policy/project-input.ts';
import { applyWaivers } from '../waiver/apply-waivers.ts';
import type { AssessedTiers } from './assessed-tiers.ts';
import { type ComparedFindings, type JudgedTwice, outcomeOf } from './compare-findings.ts';
import { blocks } from './compare-outcomes.ts';
import { canDiffer, type RulePair } from './pair-rules.ts';
import { weighAnswer } from './weigh-answer.ts';

/** An entity that passed all rules and does not any more, or the other way round. */
export interface TurnedVerdict {
  readonly place: number;
  readonly before: 'pass' | 'fail';
  readonly after: 'pass' | 'fail';
}

/**
 * The entities whose verdict turns. Where one rule denies or stops denying, the others are asked too, until one is found
 * that denies on both sides.
 */
export function turnedVerdicts(
  compared: readonly ComparedFindings[],
  judged: JudgedTwice,
  tiers: AssessedTiers,
): TurnedVerdict[] {
  const blocked = blockedBy(compared);
  let left = [...blocked].filter(([, { before, after }]) => before !== after).map(([place]) => place);
  const others = judged.pairs.filter((pair) => !canDiffer(pair) && canDeny(pair));
  for (const pair of orderByCost(others, left, tiers, judged)) {
    if (left.length === 0) break;
    // Where the risk differs, a rule that goes by it was asked on both sides, and is among those compared.
    const asked = goesByRisk(pair) ? left.filter((place) => !tiers.differing.has(place)) : left;
    const denied = deniedBy(pair, asked, tiers, judged);
    left = left.filter((place) => !denied.has(place));
  }
  return left
    .sort((a, b) => a - b)
    .map((place) =>
      blocked.get(place)?.after === true
        ? { place, before: 'pass', after: 'fail' }
        : { place, before: 'fail', after: 'pass' },
    );
}

/** Entities that are asked about to see which rules deny most. */
const SAMPLE = 50;

/**
 * Cheap rules first, and among them those that deny most of a sample: then few entities are left for which what they name
 * has to be looked up, and fewer whose risk has to be worked out.
 */
function orderByCost(
  pairs: readonly RulePair[],
  places: readonly number[],
  tiers: AssessedTiers,
  judged: JudgedTwice,
): RulePair[] {
  const step = Math.ceil(places.length / SAMPLE);
  const sample = places.filter((_, i) => i % step === 0);
  const ranked = pairs.map((pair) => {
    const cost = costOf(pair);
    return { pair, cost, denials: cost === 0 ? deniedBy(pair, sample, tiers, judged).size : 0 };
  });
  return ranked.toSorted((a, b) => a.cost - b.cost || b.denials - a.denials).map(({ pair }) => pair);
}

function costOf(pair: RulePair): number {
  if (goesByRisk(pair)) return 2;
  return readsReferences(pair.after?.reads ?? []) ? 1 : 0;
}

/** Whether any of the rules that were asked on both sides denies an entity. */
function blockedBy(
  compared: readonly ComparedFindings[],
): Map<number, { readonly before: boolean; readonly after: boolean }> {
  const blocked = new Map<number, { readonly before: boolean; readonly after: boolean }>();
  for (const { place, shadow, before, after } of compared) {
    if (shadow) continue;
    const known = blocked.get(place);
    blocked.set(place, {
      before: known?.before === true || before.some((finding) => blocks(outcomeOf(finding))),
      after: known?.after === true || after.some((finding) => blocks(outcomeOf(finding))),
    });
  }
  return blocked;
}

/** Whether it may be the one that denies. That another breaks on an entity is not looked for: it would take as long again. */
function canDeny({ after }: RulePair): boolean {
  return after?.level === 'deny' && after.stage === 'deny' && !isAssessing(after.layer);
}

function isAssessing(layer: string): boolean {
  return layer === 'risk' || layer === 'approval';
}

function goesByRisk({ after }: RulePair): boolean {
  return readsRisk(after?.reads ?? []);
}

/** Which of some entities a rule denies, whatever side is asked. */
function deniedBy(
  pair: RulePair,
  places: readonly number[],
  tiers: AssessedTiers,
  { subjects, answers, settings, catalog, now, waivers }: JudgedTwice,
): Set<number> {
  const rule = pair.after;
  if (rule === undefined) return new Set();
  const asked = places.filter((place) => rule.kinds.includes(subjects.at(place).manifest.kind));
  const inputs = subjects.inputsFor(rule, asked, goesByRisk(pair) ? tiers.at('after', asked) : undefined);
  const denials = answers.of(pair, 'after', inputs).flatMap((answer, i) => {
    if (answer.violations.length === 0 && answer.failure === undefined) return [];
    const place = asked[i] as number;
    const { actual } = weighAnswer(subjects.at(place), answer, settings);
    return actual.filter((finding) => blocks(outcomeOf(finding))).map((finding) => ({ place, finding }));
  });
  const { drafts } = applyWaivers(
    denials.map(({ finding }) => finding.draft),
    { head: catalog, changes: [], now, settings: waivers.after },
  );
  return new Set(
    denials
      .filter(({ finding }, i) => blocks(outcomeOf({ ...finding, draft: drafts[i] ?? finding.draft })))
      .map(({ place }) => place),
  );
}
