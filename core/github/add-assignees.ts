import type { RepositoryClient } from './repository-client.ts';

/** People that an issue can have; GitHub leaves out the others without a word. */
const MOST_ASSIGNEES = 10;

/**
 * @returns logins that GitHub did not take, because they may not write to the repository or there are too many
 * @throws {GitHubError}
 */
export async function addAssignees(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  logins: readonly string[],
): Promise<readonly string[]> {
  if (logins.length === 0) return [];
  const { data } = await octokit.rest.issues.addAssignees({
    owner,
    repo,
    issue_number: number,
    assignees: logins.slice(0, MOST_ASSIGNEES),
  });
  const taken = new Set((data.assignees ?? []).map(({ login }) => login.toLowerCase()));
  return logins.filter((login) => !taken.has(login.toLowerCase()));
}
