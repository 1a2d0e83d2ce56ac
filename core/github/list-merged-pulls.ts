import { expectId, expectText } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/** Of 100 closed pull requests each. */
const MOST_PAGES = 3;

export interface MergedPull {
  readonly number: number;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly mergedAt: string;
}

/**
 * Merged pull requests with a label among the 300 that were closed and touched last, latest first.
 *
 * @throws {GitHubError}
 */
export async function listMergedPulls(
  { octokit, owner, repo }: RepositoryClient,
  { label, most }: { readonly label: string; readonly most: number },
): Promise<readonly MergedPull[]> {
  const pages = octokit.paginate.iterator(octokit.rest.pulls.list, {
    owner,
    repo,
    state: 'closed',
    sort: 'updated',
    direction: 'desc',
    per_page: 100,
  });
  const merged: MergedPull[] = [];
  let page = 0;
  for await (const { data } of pages) {
    for (const { number, created_at, merged_at, labels } of data) {
      if (merged_at === null || !labels.some(({ name }) => name === label)) continue;
      merged.push({
        number: expectId(number, 'the number of a pull request'),
        createdAt: expectText(created_at, 'the time of a pull request'),
        mergedAt: expectText(merged_at, 'the time of a merge'),
      });
    }
    page += 1;
    if (merged.length >= most || page === MOST_PAGES) break;
  }
  return merged.slice(0, most);
}
