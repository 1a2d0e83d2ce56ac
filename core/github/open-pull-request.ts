import { commitFiles, type NewCommit } from './commit-files.ts';
import { createBranch } from './create-branch.ts';
import { createOnce } from './create-once.ts';
import { expectId, expectText } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface NewPullRequest extends NewCommit {
  /** Name of a branch that does not exist yet, without `refs/heads/`. */
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  /** Done once the branch has its commit, and before anybody is shown it. */
  readonly onCommitted?: (sha: string) => Promise<void>;
}

export interface OpenedPullRequest {
  readonly number: number;
  /** Page for people. */
  readonly url: string;
}

/**
 * Commits files on a new branch and proposes it. Nothing is ever overwritten: a branch that exists is refused.
 *
 * @throws {GitHubError} `rejected`, when the branch exists; then nothing has changed
 */
export async function openPullRequest(
  client: RepositoryClient,
  proposal: NewPullRequest,
): Promise<OpenedPullRequest> {
  const commit = await commitFiles(client, proposal);
  await createBranch(client, proposal.branch, commit);
  try {
    await proposal.onCommitted?.(commit);
    return await propose(client, proposal);
  } catch (error) {
    await removeBranch(client, proposal.branch);
    throw error;
  }
}

async function propose(
  { octokit, owner, repo }: RepositoryClient,
  { branch, base, title, body }: NewPullRequest,
): Promise<OpenedPullRequest> {
  const create = async () =>
    (await octokit.rest.pulls.create({ owner, repo, head: branch, base, title, body })).data;
  const find = async () => {
    const head = `${owner}:${branch}`;
    const { data } = await octokit.rest.pulls.list({ owner, repo, head, base, state: 'open' });
    return data.find((pull) => pull.head.ref === branch);
  };
  const { number, html_url } = await createOnce<{ readonly number: number; readonly html_url: string }>(
    create,
    find,
  );
  return {
    number: expectId(number, 'the number of a pull request'),
    url: expectText(html_url, 'the page of a pull request'),
  };
}

/** So that the next attempt finds the name free. What went wrong before is what has to be told. */
async function removeBranch({ octokit, owner, repo }: RepositoryClient, branch: string): Promise<void> {
  await octokit.rest.git.deleteRef({ owner, repo, ref: `heads/${branch}` }).catch(() => undefined);
}
