import { expectId, expectText } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface WaitingPull {
  readonly number: number;
  readonly labels: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/**
 * Open pull requests with a label, oldest first, without drafts.
 *
 * @throws {GitHubError}
 */
export async function listWaitingPulls(
  { octokit, owner, repo }: RepositoryClient,
  label: string,
): Promise<readonly WaitingPull[]> {
  // Read as pull requests, not as issues with a label: that needs no permission more.
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    owner,
    repo,
    state: 'open',
    sort: 'created',
    direction: 'asc',
    per_page: 100,
  });
  return pulls
    .filter(({ draft, labels }) => draft !== true && labels.some(({ name }) => name === label))
    .map((pull) => ({
      number: expectId(pull.number, 'the number of a pull request'),
      labels: pull.labels.map(({ name }) => name),
      createdAt: expectText(pull.created_at, 'the time of a pull request'),
    }));
}
