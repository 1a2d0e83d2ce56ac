import type { Account } from '@souk/model/approval/review.ts';
import { accountOf } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/** Commits of a pull request that the API gives at most. */
const MOST_COMMITS = 250;

export interface CommitAuthors {
  /** Each once; commits whose e-mail address belongs to no account have none. */
  readonly accounts: readonly Account[];
  /** False when there are more commits than the API gives. */
  readonly complete: boolean;
}

/**
 * Authors and committers of the commits of a pull request.
 *
 * @throws {GitHubError}
 */
export async function listCommitAuthors(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<CommitAuthors> {
  const where = { owner, repo, pull_number: number };
  const commits = await octokit.paginate(octokit.rest.pulls.listCommits, { ...where, per_page: 100 });
  const accounts = commits.flatMap(({ author, committer }) => [
    accountOf(author) ?? [],
    accountOf(committer) ?? [],
  ]);
  return {
    accounts: [...new Map(accounts.flat().map((account) => [account.id, account])).values()],
    complete:
      commits.length < MOST_COMMITS || (await octokit.rest.pulls.get(where)).data.commits <= commits.length,
  };
}
