import { type RuleInput, readsReferences } from '../policy/project-input.ts';
import type { RuleAnswer } from '../policy/rule-asker.ts';
import { highestTier, type RiskTier } from '../risk/risk.ts';
import type { JudgedSubjects } from './judged-subjects.ts';
import { type PairAnswers, type Side, sides } from './pair-answers.ts';
import { decidesTheSame, type RulePair } from './pair-rules.ts';

interface Assessed {
  readonly subjects: JudgedSubjects;
  readonly pairs: readonly RulePair[];
  readonly answers: PairAnswers;
}

/** Risk of the entities, as the rules of each side see it: worked out when it is asked for. */
export class AssessedTiers {
  /** Places of the entities whose risk is another one on the other side, in their order. */
  readonly differing: ReadonlySet<number>;
  readonly #subjects: JudgedSubjects;
  readonly #answers: PairAnswers;
  readonly #rules: readonly RulePair[];
  readonly #shown: (input: RuleInput) => RuleInput;
  readonly #known = { before: new Map<number, RiskTier>(), after: new Map<number, RiskTier>() };

  /** @param shown what the rules see in place of an input */
  constructor(
    { subjects, pairs, answers }: Assessed,
    shown: (input: RuleInput) => RuleInput = (input) => input,
  ) {
    this.#subjects = subjects;
    this.#answers = answers;
    this.#shown = shown;
    // Rules for which nothing has to be looked up come first: often they say high, and nothing is higher.
    this.#rules = pairs
      .filter(({ before, after }) => (after ?? before)?.layer === 'risk')
      .toSorted((a, b) => costOf(a) - costOf(b));
    const candidates = this.#placesOfChange();
    const [before = [], after = []] = sides.map((side) => this.#assess(side, candidates));
    this.differing = new Set(candidates.filter((_, i) => before[i] !== after[i]));
    for (const [i, place] of candidates.entries()) {
      this.#known.before.set(place, before[i] ?? 'low');
      this.#known.after.set(place, after[i] ?? 'low');
    }
  }

  /** The risk of some entities, in the order of their places. */
  at(side: Side, places: readonly number[]): RiskTier[] {
    const known = this.#known[side];
    const missing = places.filter((place) => !known.has(place));
    // Where it does not differ, either side may answer.
    for (const [i, tier] of this.#assess('after', missing).entries()) {
      this.#known.before.set(missing[i] as number, tier);
      this.#known.after.set(missing[i] as number, tier);
    }
    return places.map((place) => known.get(place) ?? 'low');
  }

  /** Entities of which rules that decide otherwise now say so: only their risk can be another one. */
  #placesOfChange(): number[] {
    const said = { before: new Map<number, RiskTier>(), after: new Map<number, RiskTier>() };
    for (const pair of this.#rules.filter((each) => !decidesTheSame(each))) {
      for (const side of sides) {
        const places = this.#subjects.ofKinds(pair[side]?.kinds ?? []);
        const answers = this.#ask(pair, side, places);
        for (const [i, place] of places.entries()) {
          said[side].set(place, highestTier([said[side].get(place) ?? 'low', tierOf(answers[i])]));
        }
      }
    }
    const places = new Set([...said.before.keys(), ...said.after.keys()]);
    return [...places]
      .filter((place) => (said.before.get(place) ?? 'low') !== (said.after.get(place) ?? 'low'))
      .sort((a, b) => a - b);
  }

  #assess(side: Side, places: readonly number[]): RiskTier[] {
    const tiers = new Map<number, RiskTier>();
    for (const pair of this.#rules) {
      const open = places.filter((place) => {
        const { kind } = this.#subjects.at(place).manifest;
        return pair[side]?.kinds.includes(kind) && tiers.get(place) !== 'high';
      });
      const answers = this.#ask(pair, side, open);
      for (const [i, place] of open.entries()) {
        tiers.set(place, highestTier([tiers.get(place) ?? 'low', tierOf(answers[i])]));
      }
    }
    return places.map((place) => tiers.get(place) ?? 'low');
  }

  #ask(pair: RulePair, side: Side, places: readonly number[]): RuleAnswer[] {
    const rule = pair[side];
    if (rule === undefined || places.length === 0) return [];
    return this.#answers.of(pair, side, this.#subjects.inputsFor(rule, places).map(this.#shown));
  }
}

function costOf({ before, after }: RulePair): number {
  return readsReferences((after ?? before)?.reads ?? []) ? 1 : 0;
}

/** What one rule makes of the risk; what cannot be judged may be anything. */
function tierOf(answer: RuleAnswer | undefined): RiskTier {
  if (answer === undefined) return 'low';
  if (answer.failure !== undefined) return 'high';
  return highestTier(answer.violations.map(({ params }) => params['tier'] as RiskTier));
}
