import { expectCommit } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * The commit that a branch points at.
 *
 * @throws {GitHubError}
 */
export async function readBranch(
  { octokit, owner, repo }: RepositoryClient,
  branch: string,
): Promise<string> {
  const { data } = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` });
  return expectCommit(data.object.sha, 'the tip of a branch');
}
