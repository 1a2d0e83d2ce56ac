import type { PolicyEvaluator, PolicyVerdict } from '@souk/model/policy/policy-evaluator.ts';
import type { PolicyInput, PolicySurroundings } from '@souk/model/policy/policy-input.ts';

interface Question {
  readonly inputs: readonly PolicyInput[];
  readonly surroundings: PolicySurroundings;
  readonly answer: (verdicts: PolicyVerdict[]) => void;
  readonly fail: (reason: unknown) => void;
}

/** Milliseconds without another question after which those that wait are asked. */
const QUIET = 5;

/**
 * Puts the questions of many checks that run side by side into one: an evaluation has a fixed cost, which hundreds of
 * small ones would pay each. Entities are judged one by one, so it does not matter which check they belong to.
 */
export class BatchingEvaluator implements PolicyEvaluator {
  readonly #evaluator: PolicyEvaluator;
  #waiting: Question[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(evaluator: PolicyEvaluator) {
    this.#evaluator = evaluator;
  }

  get rules(): PolicyEvaluator['rules'] {
    return this.#evaluator.rules;
  }

  get waivers(): PolicyEvaluator['waivers'] {
    return this.#evaluator.waivers;
  }

  evaluate(inputs: readonly PolicyInput[], surroundings: PolicySurroundings): Promise<PolicyVerdict[]> {
    return new Promise((answer, fail) => {
      this.#waiting.push({ inputs, surroundings, answer, fail });
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#askAll(), QUIET);
    });
  }

  #askAll(): void {
    const alike = Map.groupBy(this.#waiting, ({ surroundings }) => JSON.stringify(surroundings));
    this.#waiting = [];
    for (const questions of alike.values()) void this.#ask(questions);
  }

  async #ask(questions: readonly Question[]): Promise<void> {
    const [first] = questions;
    if (first === undefined) return;
    try {
      const inputs = questions.flatMap((question) => question.inputs);
      const verdicts = await this.#evaluator.evaluate(inputs, first.surroundings);
      let start = 0;
      for (const { inputs: own, answer } of questions) {
        answer(verdicts.slice(start, start + own.length));
        start += own.length;
      }
    } catch (reason) {
      for (const { fail } of questions) fail(reason);
    }
  }
}
