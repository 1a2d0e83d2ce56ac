import type { PolicyFailure, Violation } from './policy-evaluator.ts';
import type { PolicyRule } from './policy-rule.ts';

/** What one rule says of one entity. */
export interface RuleAnswer {
  readonly violations: readonly Violation[];
  /** Why it could not judge the entity; then there are no violations to go by. */
  readonly failure?: PolicyFailure;
}

/** Asks single rules. Never throws for what an input holds. */
export interface RuleAsker {
  /**
   * @param items what the rule sees of each entity: the whole input, or the part that it reads
   * @returns one answer for each item, in their order
   */
  ask(rule: PolicyRule, items: readonly object[]): RuleAnswer[];
}
