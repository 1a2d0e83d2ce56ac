import type { RepositoryClient } from './repository-client.ts';

/**
 * Messages of the commits of a pull request, oldest first, as many as GitHub tells: 250.
 *
 * @throws {GitHubError}
 */
export async function listCommitMessages(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<readonly string[]> {
  const commits = await octokit.paginate(octokit.rest.pulls.listCommits, {
    owner,
    repo,
    pull_number: number,
    per_page: 100,
  });
  return commits.map(({ commit }) => commit.message);
}
