import { askDistinct, type KnownAnswers } from '../policy/ask-distinct.ts';
import type { Violation } from '../policy/policy-evaluator.ts';
import type { PolicyRule } from '../policy/policy-rule.ts';
import type { RuleInput } from '../policy/project-input.ts';
import type { RuleAnswer, RuleAsker } from '../policy/rule-asker.ts';
import { findsTheSame, type RulePair } from './pair-rules.ts';

export const sides = ['before', 'after'] as const;
export type Side = (typeof sides)[number];

/** Who answers for the rules of each side; nobody where there were no rules. */
export type Askers = Readonly<Partial<Record<Side, RuleAsker>>>;

/** Answers of the rules of both sides. What finds the same on both is asked once. */
export class PairAnswers {
  readonly #askers: Askers;
  readonly #known = new Map<string, KnownAnswers>();

  constructor(askers: Askers) {
    this.#askers = askers;
  }

  /** What the rule of one side says of each input; nothing where that side does not have it. */
  of(pair: RulePair, side: Side, inputs: readonly RuleInput[]): RuleAnswer[] {
    const rule = pair[side];
    const shared = findsTheSame(pair);
    const answering = shared ? 'after' : side;
    const asked = pair[answering];
    const asker = this.#askers[answering];
    if (rule === undefined || asked === undefined || asker === undefined) return inputs.map(() => silent);
    const answers = askDistinct(asker, asked, inputs, this.#knownTo(`${answering} ${pair.id}`));
    return rule === asked ? answers : answers.map((answer) => asOf(rule, answer));
  }

  #knownTo(key: string): KnownAnswers {
    const known = this.#known.get(key) ?? new Map();
    this.#known.set(key, known);
    return known;
  }
}

const silent: RuleAnswer = { violations: [] };

/** The answer with the metadata of another side. */
function asOf(rule: PolicyRule, { violations, failure }: RuleAnswer): RuleAnswer {
  if (violations.length === 0 && failure === undefined) return silent;
  return {
    violations: violations.map((violation): Violation => ({ ...violation, rule })),
    ...(failure === undefined ? {} : { failure: { ...failure, rule } }),
  };
}
