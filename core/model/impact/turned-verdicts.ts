import { draftsOf } from '../policy/draft-violations.ts';
import type { PolicyRule } from '../policy/policy-rule.ts';
import { readsRisk } from '../policy/project-input.ts';
import { applyWaivers } from '../waiver/apply-waivers.ts';
import type { AssessedTiers } from './assessed-tiers.ts';
import { type ComparedFindings, type JudgedTwice, outcomeOf } from './compare-findings.ts';
import { blocks } from './compare-outcomes.ts';
import { canDiffer } from './pair-rules.ts';

/** An entity that passed all rules and does not any more, or the other way round. */
export interface TurnedVerdict {
  readonly place: number;
  readonly before: 'pass' | 'fail';
  readonly after: 'pass' | 'fail';
}

/** The entities whose verdict turns: a rule denies or stops denying, and no other denies on both sides. */
export async function turnedVerdicts(
  compared: readonly ComparedFindings[],
  judged: JudgedTwice,
  tiers: AssessedTiers,
): Promise<TurnedVerdict[]> {
  const blocked = blockedBy(compared);
  const open = [...blocked].filter(([, { before, after }]) => before !== after).map(([place]) => place);
  const denied = await deniedByOthers(open, judged, tiers);
  return open
    .filter((place) => !denied.has(place))
    .sort((a, b) => a - b)
    .map((place) =>
      blocked.get(place)?.after === true
        ? { place, before: 'pass', after: 'fail' }
        : { place, before: 'fail', after: 'pass' },
    );
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

/** Which of some entities are denied by a rule that says the same on both sides. */
async function deniedByOthers(
  places: readonly number[],
  { pairs, subjects, evaluator, settings, catalog, now, waivers }: JudgedTwice,
  tiers: AssessedTiers,
): Promise<Set<number>> {
  if (places.length === 0) return new Set();
  const others = new Set(pairs.flatMap((pair) => (canDiffer(pair) ? [] : [pair.id])));
  // Where the risk differs, a rule that goes by it was asked on both sides, and is among those compared.
  const isOther = ({ rule }: { readonly rule?: PolicyRule }, place: number): boolean =>
    rule !== undefined && others.has(rule.id) && !(readsRisk(rule.reads) && tiers.differing.has(place));
  const verdicts = await evaluator.evaluate(subjects.wholeInputs(places), {
    now: now.toISOString(),
    settings,
  });
  const findings = verdicts.flatMap((verdict, i) => {
    const place = places[i] as number;
    const ofOthers = {
      ...verdict,
      violations: verdict.violations.filter((violation) => isOther(violation, place)),
      failures: verdict.failures.filter((failure) => isOther(failure, place)),
    };
    const drafts = draftsOf(
      { ...subjects.at(place), verdict: ofOthers, own: true },
      { settings, shadow: false },
    );
    return drafts.map((draft) => ({ place, draft, params: {} }));
  });
  const denials = findings.filter((finding) => blocks(outcomeOf(finding)));
  const waived = applyWaivers(
    denials.map(({ draft }) => draft),
    { head: catalog, changes: [], now, settings: waivers.after },
  ).drafts;
  return new Set(
    denials
      .filter((denial, i) => blocks(outcomeOf({ ...denial, draft: waived[i] ?? denial.draft })))
      .map(({ place }) => place),
  );
}
