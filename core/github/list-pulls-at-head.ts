import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Numbers of the open pull requests into a branch whose head is a commit, the oldest first.
 *
 * @throws {GitHubError}
 */
export async function listPullsAtHead(
  { octokit, owner, repo }: RepositoryClient,
  { base, sha }: { readonly base: string; readonly sha: string },
): Promise<readonly number[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    ...{ owner, repo, base, state: 'open', sort: 'created', direction: 'asc', per_page: 100 },
  });
  return pulls
    .filter((pull) => pull.base.ref === base && pull.head.sha === sha)
    .map(({ number }) => expectId(number, 'the number of a pull request'))
    .toSorted((a, b) => a - b);
}
