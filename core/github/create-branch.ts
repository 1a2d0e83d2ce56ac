import { createOnce } from './create-once.ts';
import { isGitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Creates a branch at a commit.
 *
 * @throws {GitHubError} `rejected`, when there is one of that name
 */
export async function createBranch(
  { octokit, owner, repo }: RepositoryClient,
  branch: string,
  sha: string,
): Promise<void> {
  const create = async () => {
    await octokit.rest.git.createRef({ owner, repo, ref: `refs/heads/${branch}`, sha });
    return sha;
  };
  const find = async () => {
    try {
      const { data } = await octokit.rest.git.getRef({ owner, repo, ref: `heads/${branch}` });
      return data.object.sha === sha ? sha : undefined;
    } catch (error) {
      if (isGitHubError(error, 'not-found')) return undefined;
      throw error;
    }
  };
  await createOnce(create, find);
}
