import type { RepositoryClient } from './repository-client.ts';

export interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  readonly state?: 'open' | 'closed';
}

/** @throws {GitHubError} */
export async function updateIssue(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  change: IssueChange,
): Promise<void> {
  await octokit.rest.issues.update({ owner, repo, issue_number: number, ...change });
}
