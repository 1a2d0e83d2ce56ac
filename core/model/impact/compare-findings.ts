import type { Catalog } from '../catalog/catalog.ts';
import type { Level } from '../finding/finding.ts';
import type { PolicyEvaluator } from '../policy/policy-evaluator.ts';
import type { PolicySettings } from '../policy/policy-input.ts';
import type { PolicyRule } from '../policy/policy-rule.ts';
import { readsRisk } from '../policy/project-input.ts';
import { findBuiltInRule } from '../rule/built-in-rules.ts';
import { applyWaivers } from '../waiver/apply-waivers.ts';
import type { WaiverSettings } from '../waiver/waiver-settings.ts';
import type { AssessedTiers } from './assessed-tiers.ts';
import { compareOutcomes, type Flip, type Outcome } from './compare-outcomes.ts';
import type { JudgedSubjects } from './judged-subjects.ts';
import { type PairAnswers, type Side, sides } from './pair-answers.ts';
import { canDiffer, type RulePair } from './pair-rules.ts';
import { type WeighedFinding, weighAnswer } from './weigh-answer.ts';

/** What both sides need for judging. */
export interface JudgedTwice {
  readonly subjects: JudgedSubjects;
  readonly pairs: readonly RulePair[];
  readonly answers: PairAnswers;
  /** All rules of the side after the change together. */
  readonly evaluator: Pick<PolicyEvaluator, 'evaluate'>;
  readonly catalog: Catalog;
  readonly settings: PolicySettings;
  readonly waivers: Readonly<Record<Side, WaiverSettings>>;
  readonly now: Date;
}

/** What one rule says of one entity on both sides. */
export interface ComparedFindings {
  readonly pair: RulePair;
  /** Place of the entity among the subjects. */
  readonly place: number;
  /** Of a rule that is only being tried out: as if it were in force. */
  readonly shadow: boolean;
  readonly before: readonly WeighedFinding[];
  readonly after: readonly WeighedFinding[];
  /** Absent when nothing differs. */
  readonly flip?: Flip;
}

/** Everything that rules which may differ say of the entities, compared. */
export function compareFindings(judged: JudgedTwice, tiers: AssessedTiers): ComparedFindings[] {
  const found = judged.pairs.flatMap((pair) => findingsOf(pair, judged, tiers));
  const before = waive(found, 'before', judged);
  const after = waive(found, 'after', judged);
  return found.map((entry, i) => {
    const sidesOfEntry = { before: before[i] ?? [], after: after[i] ?? [] };
    const flip = compareOutcomes(sidesOfEntry.before.map(outcomeOf), sidesOfEntry.after.map(outcomeOf));
    return { ...entry, ...sidesOfEntry, ...(flip === undefined ? {} : { flip }) };
  });
}

function findingsOf(pair: RulePair, judged: JudgedTwice, tiers: AssessedTiers): ComparedFindings[] {
  const weighed = new Map<number, Record<Side, ReturnType<typeof weighAnswer>>>();
  for (const side of sides) {
    const places = placesToAsk(pair, side, judged, tiers);
    const rule = pair[side];
    if (rule === undefined) continue;
    const known = goesByRisk(rule) ? tiers.at(side, places) : undefined;
    const inputs = judged.subjects.inputsFor(rule, places, known);
    const answers = judged.answers.of(pair, side, inputs);
    for (const [i, place] of places.entries()) {
      const answer = answers[i];
      if (answer === undefined || (answer.violations.length === 0 && answer.failure === undefined)) continue;
      const both = weighed.get(place) ?? { before: nothing, after: nothing };
      both[side] = weighAnswer(judged.subjects.at(place), answer, judged.settings);
      weighed.set(place, both);
    }
  }
  const triedOut = sides.every((side) => pair[side] === undefined || pair[side].stage === 'shadow');
  const list = (name: 'actual' | 'enforced'): ComparedFindings[] =>
    [...weighed]
      .map(([place, { before, after }]) => ({
        ...{ pair, place, shadow: name === 'enforced' },
        ...{ before: before[name], after: after[name] },
      }))
      .filter(({ before, after }) => before.length > 0 || after.length > 0);
  return [...list('actual'), ...(triedOut ? list('enforced') : [])];
}

const nothing = { actual: [], enforced: [] };

/** A rule that cannot differ by itself still does where it goes by the risk, and that differs. */
function placesToAsk(pair: RulePair, side: Side, { subjects }: JudgedTwice, tiers: AssessedTiers): number[] {
  const rule = pair[side];
  if (rule === undefined) return [];
  if (canDiffer(pair)) return subjects.ofKinds(rule.kinds);
  if (!goesByRisk(rule)) return [];
  return subjects.ofKinds(rule.kinds).filter((place) => tiers.differing.has(place));
}

function goesByRisk({ layer, reads }: PolicyRule): boolean {
  return layer !== 'risk' && readsRisk(reads);
}

function waive(
  found: readonly ComparedFindings[],
  side: Side,
  { catalog, now, waivers }: JudgedTwice,
): WeighedFinding[][] {
  const drafts = found.flatMap((entry) => entry[side].map(({ draft }) => draft));
  const context = { head: catalog, changes: [], now, settings: waivers[side] };
  const waived = applyWaivers(drafts, context).drafts;
  let next = 0;
  return found.map((entry) =>
    entry[side].map((finding) => ({ ...finding, draft: waived[next++] ?? finding.draft })),
  );
}

export function levelOf({ draft }: WeighedFinding): Level {
  return draft.level ?? findBuiltInRule(draft.rule)?.level ?? 'error';
}

export function outcomeOf(finding: WeighedFinding): Outcome {
  const { message, place, waivedBy } = finding.draft;
  const pointer = 'pointer' in place ? place.pointer : '';
  return { level: levelOf(finding), message, pointer, params: finding.params, waivedBy };
}
