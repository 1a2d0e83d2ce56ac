import { accountOf, expectId, expectText } from './expect-shape.ts';
import type { Issue } from './issue.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface IssueFilter {
  readonly label: string;
  readonly state: 'open' | 'closed' | 'all';
}

/**
 * Issues with a label, newest first, without pull requests.
 *
 * @throws {GitHubError}
 */
export async function listIssues(
  { octokit, owner, repo }: RepositoryClient,
  { label, state }: IssueFilter,
): Promise<readonly Issue[]> {
  const issues = await octokit.paginate(octokit.rest.issues.listForRepo, {
    owner,
    repo,
    labels: label,
    state,
    per_page: 100,
  });
  return issues
    .filter(({ pull_request }) => pull_request === undefined)
    .map((issue) => ({
      number: expectId(issue.number, 'the number of an issue'),
      title: issue.title,
      body: issue.body ?? '',
      state: issue.state === 'open' ? 'open' : 'closed',
      author: accountOf(issue.user),
      labels: issue.labels.flatMap((given) => (typeof given === 'string' ? given : (given.name ?? []))),
      createdAt: expectText(issue.created_at, 'the time of an issue'),
    }));
}
