import type { ChecklistItem, Requirement } from './approval-state.ts';
import type { Eligibility } from './create-eligibility.ts';
import { distinctHolders, identityOf, isPerson } from './is-person.ts';
import { itemsThatHelp, matchApprovals } from './match-approvals.ts';
import type { CountedApproval } from './weigh-approval.ts';

/**
 * Ticks off requirements by the approvals that count.
 *
 * @param severalRoles whether one approval counts for each requirement that it may count for, instead of for one
 */
export function fillChecklist(
  requirements: readonly Requirement[],
  approvals: readonly CountedApproval[],
  severalRoles: boolean,
  eligibility: Eligibility,
): ChecklistItem[] {
  const counts = requirements.map(({ count }) => count);
  const itemOf = severalRoles ? [] : matchApprovals(approvals, counts);
  return requirements.map((requirement, item) => {
    const approvedBy = approvals
      .filter(({ eligible }, i) => (severalRoles ? eligible.includes(item) : itemOf[i] === item))
      .map(({ review }) => review.reviewer);
    const missing = Math.max(0, requirement.count - approvedBy.length);
    const helping = itemsThatHelp(item, approvals, itemOf);
    const asked = requirements.filter((_, i) => helping.has(i));
    return {
      ...requirement,
      approvedBy,
      missing,
      canApprove: missing === 0 ? [] : loginsOf(asked, approvals, eligibility),
    };
  });
}

/** Those who could approve one of the requirements and have not: regular holders first, then who stands in. */
function loginsOf(
  requirements: readonly Requirement[],
  approvals: readonly CountedApproval[],
  eligibility: Eligibility,
): string[] {
  const free = requirements.flatMap((requirement) =>
    requirement.holders.filter((holder) => {
      const person = identityOf(holder);
      return (
        !eligibility.isAuthor(person) &&
        !eligibility.isTooClose(person, requirement) &&
        !approvals.some(({ review }) => isPerson(review.reviewer, holder))
      );
    }),
  );
  const inOrder = free.toSorted(
    (a, b) => Number(a.standsIn) - Number(b.standsIn) || (a.github < b.github ? -1 : 1),
  );
  return distinctHolders(inOrder).map(({ github }) => github);
}
