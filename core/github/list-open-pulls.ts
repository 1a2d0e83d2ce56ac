import { expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Numbers of the open pull requests into a branch: those with a label first, then those that were touched last.
 *
 * @throws {GitHubError}
 */
export async function listOpenPulls(
  { octokit, owner, repo }: RepositoryClient,
  { base, first }: { readonly base: string; readonly first: string },
): Promise<readonly number[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    ...{ owner, repo, base, state: 'open', sort: 'updated', direction: 'desc', per_page: 100 },
  });
  const isFirst = ({ labels }: { readonly labels: readonly { readonly name: string }[] }): number =>
    labels.some(({ name }) => name === first) ? 0 : 1;
  return pulls
    .filter((pull) => pull.base.ref === base)
    .toSorted((a, b) => isFirst(a) - isFirst(b))
    .map(({ number }) => expectId(number, 'the number of a pull request'));
}
