import type { PolicyVerdict, Violation } from '../policy/policy-evaluator.ts';
import { renderMessage } from '../policy/render-message.ts';
import type { Approvals, RequiredApproval } from './approvals.ts';
import { combineDemands } from './combine-demands.ts';

/** Role that answers for what no rule could judge. */
const FALLBACK_ROLE = 'platform';

/**
 * Who must approve a change: for each role the highest count that a rule demands for a part of it.
 *
 * @param illegible whether a part of the change could not be judged
 */
export function mergeApprovals(
  changed: readonly { readonly verdict: PolicyVerdict }[],
  illegible: boolean,
): Approvals {
  const failed = changed.some(({ verdict }) => verdict.failures.length > 0);
  const demands = changed
    .flatMap(({ verdict }) => verdict.violations)
    .filter(({ rule }) => rule.layer === 'approval')
    .map(demandOf);
  if (failed || illegible) {
    demands.push({ role: FALLBACK_ROLE, count: 1, reason: 'Part of the change could not be judged.' });
  }
  const required = combineDemands(demands);
  return { required, autoApprovable: required.length === 0 };
}

function demandOf(violation: Violation): RequiredApproval {
  const { role, count } = violation.params;
  return { role: String(role), count: Number(count), reason: renderMessage(violation) };
}
