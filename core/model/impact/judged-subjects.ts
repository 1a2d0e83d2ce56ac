import type { Kind } from '../manifest/manifest.ts';
import type { Subject } from '../policy/assemble-inputs.ts';
import type { PolicyInput } from '../policy/policy-input.ts';

/** The entities that both sides judge, each with the one input that both see. */
export class JudgedSubjects {
  readonly subjects: readonly Subject[];
  readonly inputs: readonly PolicyInput[];
  readonly #placesOfKind: ReadonlyMap<Kind, readonly number[]>;

  constructor(subjects: readonly Subject[], inputs: readonly PolicyInput[]) {
    this.subjects = subjects;
    this.inputs = inputs;
    this.#placesOfKind = Map.groupBy(inputs.keys(), (place) => (inputs[place] as PolicyInput).entity.kind);
  }

  /** Places of the entities of some kinds, in their order. */
  ofKinds(kinds: readonly Kind[]): number[] {
    return [...new Set(kinds)].flatMap((kind) => this.#placesOfKind.get(kind) ?? []).sort((a, b) => a - b);
  }

  subjectAt(place: number): Subject {
    return this.subjects[place] as Subject;
  }
}
