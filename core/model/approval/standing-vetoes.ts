import type { ApprovalSettings, ReviewerRole } from './approval-settings.ts';
import type { ApprovalState } from './approval-state.ts';
import { isPerson, maybeSame } from './is-person.ts';
import type { Account, Review } from './review.ts';

/**
 * Changes requested by holders of roles that veto, on whatever commit. Only the person's own approval lifts one, or
 * a dismissal by another holder of the role who has no part in the change. Where it is not known what a dismissed
 * review said or who dismissed it, the veto stands.
 *
 * @param latest the review that counts of each person
 */
export function standingVetoes(
  latest: readonly Review[],
  authors: readonly Account[],
  settings: Pick<ApprovalSettings, 'roles'>,
): ApprovalState['vetoes'] {
  const roles = [...settings.roles.values()].filter(({ vetoes }) => vetoes);
  return latest
    .filter(requestsChanges)
    .flatMap((review) =>
      roles
        .filter((role) => holds(review.reviewer, role) && !isLifted(review, role, authors))
        .map((role) => ({ by: review.reviewer, role: role.id })),
    );
}

function requestsChanges({ state, dismissal }: Review): boolean {
  return state === 'changes-requested' || (state === 'dismissed' && dismissal?.was !== 'approved');
}

function isLifted({ dismissal }: Review, role: ReviewerRole, authors: readonly Account[]): boolean {
  if (dismissal === undefined) return false;
  return holds(dismissal.by, role) && !authors.some((author) => maybeSame(author, dismissal.by));
}

function holds(account: Account, { holders }: ReviewerRole): boolean {
  return holders.some((holder) => isPerson(account, holder));
}
