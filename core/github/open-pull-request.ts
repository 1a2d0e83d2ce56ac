import { commitFiles, type NewCommit } from './commit-files.ts';
import { createBranch } from './create-branch.ts';
import { type OpenedPullRequest, proposeBranch } from './propose-branch.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface NewPullRequest extends NewCommit {
  /** Name of a branch that does not exist yet, without `refs/heads/`. */
  readonly branch: string;
  readonly title: string;
  readonly body: string;
  /** Done once the branch has its commit, and before anybody is shown it. */
  readonly onCommitted?: (sha: string) => Promise<void>;
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
    return await proposeBranch(client, proposal);
  } catch (error) {
    await removeBranch(client, proposal.branch);
    throw error;
  }
}

/** So that the next attempt finds the name free. What went wrong before is what has to be told. */
async function removeBranch({ octokit, owner, repo }: RepositoryClient, branch: string): Promise<void> {
  await octokit.rest.git.deleteRef({ owner, repo, ref: `heads/${branch}` }).catch(() => undefined);
}
