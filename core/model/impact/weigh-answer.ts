import type { DraftFinding } from '../finding/draft-finding.ts';
import type { Subject } from '../policy/assemble-inputs.ts';
import { draftsOf } from '../policy/draft-violations.ts';
import type { PolicyVerdict, Violation } from '../policy/policy-evaluator.ts';
import type { PolicySettings } from '../policy/policy-input.ts';
import type { RuleAnswer } from '../policy/rule-asker.ts';

/** A finding with the values that the rule gave for it. */
export interface WeighedFinding {
  readonly draft: DraftFinding;
  readonly params: Violation['params'];
}

/** What a rule says of an entity, after its rollout and the stage of the entity. */
export interface WeighedAnswer {
  /** What people are told. */
  readonly actual: readonly WeighedFinding[];
  /** What they would be told, were the rule not merely tried out. */
  readonly enforced: readonly WeighedFinding[];
}

/** Weighs an answer as a check of the whole catalog does: nothing is new, everything counts. */
export function weighAnswer(
  subject: Subject,
  { violations, failure }: RuleAnswer,
  settings: PolicySettings,
): WeighedAnswer {
  const weigh = (violation: Violation): WeighedFinding[] =>
    draft(subject, { violations: [violation] }, settings).map((found) => ({
      draft: found,
      params: violation.params,
    }));
  const failed =
    failure === undefined
      ? []
      : draft(subject, { failures: [failure] }, settings).map((found) => ({ draft: found, params: {} }));
  const [first] = violations;
  if (first?.rule.stage !== 'shadow') {
    return { actual: [...violations.flatMap(weigh), ...failed], enforced: [] };
  }
  const enforced = violations.map((violation) => ({
    ...violation,
    rule: { ...violation.rule, stage: 'deny' as const },
  }));
  return { actual: failed, enforced: enforced.flatMap(weigh) };
}

function draft(
  subject: Subject,
  said: Partial<PolicyVerdict>,
  settings: PolicySettings,
): readonly DraftFinding[] {
  const verdict: PolicyVerdict = { tier: 'low', violations: [], failures: [], ...said };
  return draftsOf({ ...subject, verdict, own: true }, { settings, shadow: false });
}
