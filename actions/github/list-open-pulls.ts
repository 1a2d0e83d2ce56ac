import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Numbers of the open pull requests into a branch, those that were touched last first.
 *
 * @throws {GitHubError}
 */
export async function listOpenPulls(
  { octokit, owner, repo }: RepositoryClient,
  base: string,
): Promise<readonly number[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    ...{ owner, repo, base, state: 'open', sort: 'updated', direction: 'desc', per_page: 100 },
  });
  return pulls
    .filter((pull) => pull.base.ref === base)
    .map(({ number }) => expectId(number, 'the number of a pull request'));
}
