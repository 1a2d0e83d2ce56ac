import { isGitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface PullToClose {
  readonly number: number;
  /** Branch of this repository that it is of, which goes too. */
  readonly branch: string;
  /** Text that it has from now on. */
  readonly body: string;
}

/**
 * Closes a pull request of our own without merging it, and removes its branch.
 *
 * @throws {GitHubError}
 */
export async function closePullRequest(
  { octokit, owner, repo }: RepositoryClient,
  { number, branch, body }: PullToClose,
): Promise<void> {
  await octokit.rest.pulls.update({ owner, repo, pull_number: number, state: 'closed', body });
  try {
    await octokit.rest.git.deleteRef({ owner, repo, ref: `heads/${branch}` });
  } catch (error) {
    // Who closes by hand removes the branch too.
    if (!isGitHubError(error, 'rejected', 'not-found')) throw error;
  }
}
