import type { ApprovalSettings } from './approval-settings.ts';
import type { ApprovalState, Requirement } from './approval-state.ts';
import { createEligibility } from './create-eligibility.ts';
import { fillChecklist } from './fill-checklist.ts';
import { latestReviews } from './latest-reviews.ts';
import type { TeamsOf } from './read-membership.ts';
import type { Account, Review } from './review.ts';
import { standingVetoes } from './standing-vetoes.ts';
import { weighApproval } from './weigh-approval.ts';

export interface ApprovalSources {
  readonly requirements: readonly Requirement[];
  readonly reviews: readonly Review[];
  /** Commit that was judged: approvals of any other are stale. */
  readonly head: string;
  /** Who opened the pull request, and who wrote its commits. */
  readonly authors: readonly Account[];
  readonly settings: Pick<ApprovalSettings, 'roles' | 'severalRoles'>;
  /** By the base. */
  readonly teamsOf: TeamsOf;
}

/** Which of the approvals that a change needs are given, by whom, and who can still give the others. */
export function evaluateApprovals(sources: ApprovalSources): ApprovalState {
  const { requirements, reviews, head, authors, settings, teamsOf } = sources;
  const eligibility = createEligibility(authors, teamsOf);
  const latest = latestReviews(reviews);
  const weighed = latest
    .filter(({ state }) => state === 'approved')
    .map((review) => weighApproval(review, requirements, eligibility, head));
  const counted = weighed.flatMap((approval) => ('eligible' in approval ? [approval] : []));
  const checklist = fillChecklist(requirements, counted, settings.severalRoles, eligibility);
  const used = new Set(checklist.flatMap(({ approvedBy }) => approvedBy.map(({ id }) => id)));
  const vetoes = standingVetoes(latest, authors, settings);
  return {
    satisfied: vetoes.length === 0 && checklist.every(({ missing }) => missing === 0),
    checklist,
    vetoes,
    ignored: weighed.flatMap((approval) => {
      if ('because' in approval) return [approval];
      return used.has(approval.review.reviewer.id)
        ? []
        : [{ review: approval.review, because: 'not-needed' }];
    }),
  };
}
