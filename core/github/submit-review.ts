import { createOnce } from './create-once.ts';
import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface NewReview {
  readonly event: 'APPROVE' | 'COMMENT';
  readonly body: string;
  /** Commit that the review is of. */
  readonly commit: string;
  readonly comments: readonly NewReviewComment[];
}

/** A comment on lines as they are after the change. */
export interface NewReviewComment {
  readonly path: string;
  /** 1 is the first; must stand in the diff. */
  readonly line: number;
  /** First line, when it is about several. */
  readonly startLine?: number;
  readonly body: string;
}

/** State in which a review is listed once it is submitted. */
const states = { APPROVE: 'APPROVED', COMMENT: 'COMMENTED' } as const;

/**
 * @returns the id of the review
 * @throws {GitHubError}
 */
export async function submitReview(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  { event, body, commit, comments }: NewReview,
): Promise<number> {
  const where = { owner, repo, pull_number: number };
  const create = async () => {
    const { data } = await octokit.rest.pulls.createReview({
      ...where,
      event,
      body,
      commit_id: commit,
      comments: comments.map(placeComment),
    });
    return expectId(data.id, 'the id of a review');
  };
  const find = async () => {
    const reviews = await octokit.paginate(octokit.rest.pulls.listReviews, { ...where, per_page: 100 });
    return reviews.findLast(
      (review) => review.state === states[event] && review.commit_id === commit && review.body === body,
    )?.id;
  };
  return createOnce(create, find);
}

function placeComment({ path, line, startLine, body }: NewReviewComment) {
  const place = { path, line, side: 'RIGHT', body };
  return startLine === undefined || startLine === line
    ? place
    : { ...place, start_line: startLine, start_side: 'RIGHT' };
}
