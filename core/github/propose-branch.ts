import { createOnce } from './create-once.ts';
import { expectId, expectText } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface BranchProposal {
  /** Names of branches that are there, without `refs/heads/`. */
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

export interface OpenedPullRequest {
  readonly number: number;
  /** Page for people. */
  readonly url: string;
}

/**
 * Opens a pull request for a branch. One that is open already is refused by GitHub.
 *
 * @throws {GitHubError}
 */
export async function proposeBranch(
  client: RepositoryClient,
  proposal: BranchProposal,
): Promise<OpenedPullRequest> {
  const { octokit, owner, repo } = client;
  const { branch, base, title, body } = proposal;
  return createOnce(
    async () =>
      openedOf((await octokit.rest.pulls.create({ owner, repo, head: branch, base, title, body })).data),
    () => findOpenPull(client, proposal),
  );
}

/** The pull request that is open for a branch; undefined where there is none. */
export async function findOpenPull(
  { octokit, owner, repo }: RepositoryClient,
  { branch, base }: Pick<BranchProposal, 'branch' | 'base'>,
): Promise<OpenedPullRequest | undefined> {
  const head = `${owner}:${branch}`;
  const { data } = await octokit.rest.pulls.list({ owner, repo, head, base, state: 'open' });
  const found = data.find((pull) => pull.head.ref === branch);
  return found && openedOf(found);
}

function openedOf({
  number,
  html_url,
}: {
  readonly number: number;
  readonly html_url: string;
}): OpenedPullRequest {
  return {
    number: expectId(number, 'the number of a pull request'),
    url: expectText(html_url, 'the page of a pull request'),
  };
}
