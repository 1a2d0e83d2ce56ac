import type { PolicyRule } from './policy-rule.ts';
import { createProjection, type RuleInput } from './project-input.ts';
import type { RuleAnswer, RuleAsker } from './rule-asker.ts';

/** What was answered before, by what the rule saw. */
export type KnownAnswers = Map<string, RuleAnswer>;

/**
 * Asks a rule about many entities: about those that are alike, as far as the rule reads, once. Of ten thousand entries
 * few differ in their license.
 */
export function askDistinct(
  asker: RuleAsker,
  rule: PolicyRule,
  inputs: readonly RuleInput[],
  known: KnownAnswers = new Map(),
): RuleAnswer[] {
  const project = createProjection(rule.reads);
  const unknown = new Map<string, object>();
  const marks = inputs.map((input) => {
    const item = project(input);
    const mark = JSON.stringify(item);
    if (!known.has(mark)) unknown.set(mark, item);
    return mark;
  });
  const answers = asker.ask(rule, [...unknown.values()]);
  for (const [i, mark] of [...unknown.keys()].entries()) {
    const answer = answers[i];
    if (answer === undefined) throw new Error('A rule asker gives one answer for each item.');
    known.set(mark, answer);
  }
  return marks.map((mark) => known.get(mark) as RuleAnswer);
}
