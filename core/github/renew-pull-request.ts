import { commitFiles } from './commit-files.ts';
import type { NewPullRequest } from './open-pull-request.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Gives an open pull request another content: its branch is made anew on the tip of its base, and what was on it
 * before is gone.
 *
 * @throws {GitHubError}
 */
export async function renewPullRequest(
  client: RepositoryClient,
  number: number,
  proposal: NewPullRequest,
): Promise<void> {
  const { octokit, owner, repo } = client;
  const sha = await commitFiles(client, proposal);
  await octokit.rest.git.updateRef({ owner, repo, ref: `heads/${proposal.branch}`, sha, force: true });
  await proposal.onCommitted?.(sha);
  const { title, body } = proposal;
  await octokit.rest.pulls.update({ owner, repo, pull_number: number, title, body });
}
