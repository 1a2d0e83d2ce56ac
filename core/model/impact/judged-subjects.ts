import type { Kind } from '../manifest/manifest.ts';
import type { Subject } from '../policy/assemble-inputs.ts';
import type { PolicyInput } from '../policy/policy-input.ts';
import { type RuleInput, readsReferences } from '../policy/project-input.ts';
import type { RiskTier } from '../risk/risk.ts';

/** Resolving what manifests name takes longest, and few rules look at it. */
export interface InputSource {
  /** The input of each subject, with what its manifest names left unresolved. */
  readonly plain: (subjects: readonly Subject[]) => PolicyInput[];
  readonly resolved: (subjects: readonly Subject[]) => PolicyInput[];
}

/** The entities that both sides judge, each with the one input that both see. */
export class JudgedSubjects {
  readonly #subjects: readonly Subject[];
  readonly #source: InputSource;
  readonly #placesOfKind: ReadonlyMap<Kind, readonly number[]>;
  readonly #inputs = {
    plain: new Map<number, PolicyInput>(),
    resolved: new Map<number, PolicyInput>(),
  };

  constructor(subjects: readonly Subject[], source: InputSource) {
    this.#subjects = subjects;
    this.#source = source;
    this.#placesOfKind = Map.groupBy(subjects.keys(), (place) => this.at(place).manifest.kind);
  }

  at(place: number): Subject {
    return this.#subjects[place] as Subject;
  }

  /** Places of the entities of some kinds, in their order. */
  ofKinds(kinds: readonly Kind[]): number[] {
    return [...new Set(kinds)].flatMap((kind) => this.#placesOfKind.get(kind) ?? []).sort((a, b) => a - b);
  }

  /**
   * What a rule sees of some entities.
   *
   * @param reads what was traced of the rule
   * @param tiers risk of each of them, for rules that go by it
   */
  inputsFor(
    { reads }: { readonly reads: readonly string[] },
    places: readonly number[],
    tiers?: readonly RiskTier[],
  ): RuleInput[] {
    const inputs = this.#assemble(places, readsReferences(reads) ? 'resolved' : 'plain');
    if (tiers === undefined) return inputs;
    return inputs.map((input, i) => ({ ...input, risk: { tier: tiers[i] ?? 'low' } }));
  }

  /** Everything that rules can see of some entities. */
  wholeInputs(places: readonly number[]): PolicyInput[] {
    return this.#assemble(places, 'resolved');
  }

  #assemble(places: readonly number[], how: 'plain' | 'resolved'): PolicyInput[] {
    const known = this.#inputs[how];
    const missing = places.filter((place) => !known.has(place));
    const assembled = this.#source[how](missing.map((place) => this.at(place)));
    for (const [i, place] of missing.entries()) known.set(place, assembled[i] as PolicyInput);
    return places.map((place) => known.get(place) as PolicyInput);
  }
}
