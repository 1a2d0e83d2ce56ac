import { isGitHubError } from './github-error.ts';
import { readPullRequest } from './read-pull-request.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface MergeOrder {
  readonly number: number;
  /** The head that was judged: GitHub refuses to merge another. */
  readonly sha: string;
  readonly method: 'merge' | 'squash' | 'rebase';
}

/** @throws {GitHubError} other than `rejected`, which is told as a reason */
export async function mergePull(
  client: RepositoryClient,
  { number, sha, method }: MergeOrder,
): Promise<{ readonly merged: true } | { readonly merged: false; readonly because: string }> {
  const { octokit, owner, repo } = client;
  try {
    await octokit.rest.pulls.merge({ owner, repo, pull_number: number, sha, merge_method: method });
    return { merged: true };
  } catch (error) {
    if (!isGitHubError(error, 'rejected', 'forbidden', 'unreachable')) throw error;
    // An answer that got lost may have been the one that says it is merged.
    const pull = await readPullRequest(client, number);
    if (pull.merged && pull.head.sha === sha) return { merged: true };
    if (error.code === 'unreachable') throw error;
    return { merged: false, because: error.message };
  }
}
