import type { Account } from '@souk/model/approval/review.ts';
import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/** An open pull request of a branch of this repository. */
export interface PrefixedPull {
  readonly number: number;
  readonly branch: string;
  readonly body: string;
}

/**
 * Open pull requests that an account made of branches whose names begin alike.
 *
 * @throws {GitHubError}
 */
export async function listPrefixedPulls(
  { octokit, owner, repo }: RepositoryClient,
  { prefix, author }: { readonly prefix: string; readonly author: Account },
): Promise<readonly PrefixedPull[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    ...{ owner, repo, state: 'open', per_page: 100 },
  });
  return pulls
    .filter(
      ({ head, base, user }) =>
        head.ref.startsWith(prefix) && head.repo?.id === base.repo.id && user?.id === author.id,
    )
    .map(({ number, head, body }) => ({
      number: expectId(number, 'the number of a pull request'),
      branch: head.ref,
      body: body ?? '',
    }));
}
