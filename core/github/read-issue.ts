import { accountOf, expectId, expectText } from './expect-shape.ts';
import type { Issue } from './issue.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Undefined when the number is that of a pull request.
 *
 * @throws {GitHubError}
 */
export async function readIssue(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<Issue | undefined> {
  const { data } = await octokit.rest.issues.get({ owner, repo, issue_number: number });
  if (data.pull_request !== undefined) return undefined;
  return {
    number: expectId(data.number, 'the number of an issue'),
    title: data.title,
    body: data.body ?? '',
    state: data.state === 'open' ? 'open' : 'closed',
    author: accountOf(data.user),
    labels: data.labels.flatMap((given) => (typeof given === 'string' ? given : (given.name ?? []))),
    createdAt: expectText(data.created_at, 'the time of an issue'),
  };
}
