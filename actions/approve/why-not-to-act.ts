import type { PullRequest } from '@souk/github/read-pull-request.ts';
import type { Review } from '@souk/model/approval/review.ts';
import { HOLD_LABEL } from '../feedback/labels.ts';
import { type Decision, digestReviews } from '../gate/decision.ts';

/** What is known now of a pull request that was decided on a moment ago. */
export interface PresentState {
  readonly pull: Pick<PullRequest, 'state' | 'draft' | 'head' | 'base' | 'labels'>;
  readonly reviews: readonly Review[];
  /** Tip of the branch that it goes into. */
  readonly base: string;
}

/**
 * Why a decision is not acted on: it was made of what is no longer so. What changed it has an event of its own, which
 * leads to a new decision. Undefined when everything still holds.
 */
export function whyNotToAct(decision: Decision, { pull, reviews, base }: PresentState): string | undefined {
  if (pull.state !== 'open') return 'it was closed meanwhile.';
  if (pull.head.sha !== decision.head) return 'it got new commits meanwhile.';
  if (pull.base.ref !== decision.into) return 'it goes into another branch by now.';
  if (digestReviews(reviews) !== decision.reviews) return 'it was reviewed meanwhile.';
  if (pull.draft) return 'it is a draft.';
  if (decision.merge !== 'never' && pull.labels.includes(HOLD_LABEL)) return 'somebody holds it meanwhile.';
  // The queue judges again on top of what is before it.
  if (base !== decision.base && decision.merge !== 'queue')
    return 'what it goes into has moved meanwhile; it is judged again because of that.';
  return undefined;
}
