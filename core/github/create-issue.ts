import { createOnce } from './create-once.ts';
import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/**
 * @returns the number of the issue
 * @throws {GitHubError}
 */
export async function createIssue(
  { octokit, owner, repo }: RepositoryClient,
  { title, body, labels }: NewIssue,
): Promise<number> {
  const create = async () => {
    const { data } = await octokit.rest.issues.create({ owner, repo, title, body, labels: [...labels] });
    return expectId(data.number, 'the number of an issue');
  };
  const find = async () => {
    const { data: newest } = await octokit.rest.issues.listForRepo({
      owner,
      repo,
      labels: labels.join(','),
      state: 'open',
      per_page: 100,
    });
    return newest.find((issue) => issue.title === title && issue.body === body)?.number;
  };
  return createOnce(create, find);
}
