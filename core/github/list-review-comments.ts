import type { Account } from '@souk/model/approval/review.ts';
import { accountOf, expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface ReviewComment {
  readonly id: number;
  /** Undefined when the account was deleted. */
  readonly author: Account | undefined;
  readonly path: string;
  /** Last line that it stands on; undefined when the line is no longer part of the diff. */
  readonly line: number | undefined;
  readonly body: string;
}

/**
 * Comments on lines of a pull request, oldest first.
 *
 * @throws {GitHubError}
 */
export async function listReviewComments(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<readonly ReviewComment[]> {
  const comments = await octokit.paginate(octokit.rest.pulls.listReviewComments, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return comments.map(({ id, user, path, line, body }) => ({
    id: expectId(id, 'the id of a comment'),
    author: accountOf(user),
    path,
    line: line ?? undefined,
    body,
  }));
}
