import { expectId } from './expect-shape.ts';
import { isGitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Numbers of the pull requests into a branch that a commit was merged by, oldest first.
 *
 * @throws {GitHubError}
 */
export async function listPullsOfCommit(
  { octokit, owner, repo }: RepositoryClient,
  { sha, branch }: { readonly sha: string; readonly branch: string },
): Promise<readonly number[]> {
  const where = { owner, repo, commit_sha: sha, per_page: 100 };
  try {
    const pulls = await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, where);
    return pulls
      .filter(({ merged_at, base }) => typeof merged_at === 'string' && base.ref === branch)
      .map(({ number }) => expectId(number, 'the number of a pull request'))
      .toSorted((a, b) => a - b);
  } catch (error) {
    // A commit that was pushed away again belongs to nothing.
    if (isGitHubError(error, 'not-found', 'rejected')) return [];
    throw error;
  }
}
