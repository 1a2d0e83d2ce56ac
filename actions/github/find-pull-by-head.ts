import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface PullHead {
  /** Login of the account that the branch is of. */
  readonly owner: string;
  readonly branch: string;
  readonly sha: string;
}

/**
 * Number of the oldest open pull request for a branch that stands at a commit. Works for forks, where events do not
 * name the pull request.
 *
 * @throws {GitHubError}
 */
export async function findPullByHead(
  { octokit, owner, repo }: RepositoryClient,
  head: PullHead,
): Promise<number | undefined> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    owner,
    repo,
    state: 'open',
    head: `${head.owner}:${head.branch}`,
    per_page: 100,
  });
  // GitHub leaves the filter out when it cannot make sense of it, so the branch is compared here too.
  const numbers = pulls
    .filter((pull) => pull.head.sha === head.sha && pull.head.ref === head.branch)
    .map(({ number }) => expectId(number, 'the number of a pull request'));
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}
