import { expectCommit, expectId } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

/** A pull request of a branch of this repository. */
export interface BranchPull {
  readonly number: number;
  readonly state: 'open' | 'closed' | 'merged';
  /** Tip of the branch, or where it stood last. */
  readonly head: string;
  readonly body: string;
}

/**
 * Pull requests of a branch of this repository, those that are over included, newest first.
 *
 * @throws {GitHubError}
 */
export async function listPullsOfBranch(
  { octokit, owner, repo }: RepositoryClient,
  branch: string,
): Promise<readonly BranchPull[]> {
  const pulls = await octokit.paginate(octokit.rest.pulls.list, {
    owner,
    repo,
    state: 'all',
    head: `${owner}:${branch}`,
    per_page: 100,
  });
  return (
    pulls
      // A fork may have a branch of the same name, and GitHub leaves out a filter that it cannot make sense of.
      .filter(({ head, base }) => head.ref === branch && head.repo?.id === base.repo.id)
      .map(
        (pull): BranchPull => ({
          number: expectId(pull.number, 'the number of a pull request'),
          state: pull.state === 'open' ? 'open' : typeof pull.merged_at === 'string' ? 'merged' : 'closed',
          head: expectCommit(pull.head.sha, 'the head of a pull request'),
          body: pull.body ?? '',
        }),
      )
      .toSorted((a, b) => b.number - a.number)
  );
}
