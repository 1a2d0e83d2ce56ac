import type { Account, Review, ReviewState } from '@souk/model/approval/review.ts';
import { accountOf, expectCommit, expectId, expectText } from './expect-shape.ts';
import { type Dismissal, listDismissals } from './list-dismissals.ts';
import type { RepositoryClient } from './repository-client.ts';

/** Reviews that are being written (`PENDING`) are not among them. */
const states: ReadonlyMap<string, ReviewState> = new Map([
  ['APPROVED', 'approved'],
  ['CHANGES_REQUESTED', 'changes-requested'],
  ['COMMENTED', 'commented'],
  ['DISMISSED', 'dismissed'],
]);

/**
 * Submitted reviews, oldest first, without those of deleted accounts.
 *
 * @throws {GitHubError}
 */
export async function listReviews(client: RepositoryClient, number: number): Promise<readonly Review[]> {
  const { octokit, owner, repo } = client;
  const listed = await octokit.paginate(octokit.rest.pulls.listReviews, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  const dismissals = listed.some(({ state }) => state === 'DISMISSED')
    ? await listDismissals(client, number)
    : new Map<number, Dismissal>();
  return listed
    .flatMap((review) => {
      const reviewer = accountOf(review.user);
      const state = states.get(review.state);
      return reviewer === undefined || state === undefined
        ? []
        : [assembleReview(review, reviewer, state, dismissals)];
    })
    .toSorted((a, b) => Date.parse(a.submittedAt) - Date.parse(b.submittedAt));
}

interface ListedReview {
  readonly id: number;
  readonly commit_id: string | null;
  readonly submitted_at?: string;
}

function assembleReview(
  { id, commit_id, submitted_at }: ListedReview,
  reviewer: Account,
  state: ReviewState,
  dismissals: ReadonlyMap<number, Dismissal>,
): Review {
  const dismissal = state === 'dismissed' ? dismissals.get(expectId(id, 'the id of a review')) : undefined;
  return {
    reviewer,
    state,
    commit: commit_id === null ? undefined : expectCommit(commit_id, 'the commit of a review'),
    submittedAt: expectText(submitted_at, 'the time of a review'),
    ...(dismissal === undefined ? {} : { dismissal }),
  };
}
