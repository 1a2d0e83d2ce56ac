import type { RepositoryClient } from './repository-client.ts';

export interface CommitStatus {
  readonly sha: string;
  /** What tells statuses of a commit apart: the last of a context counts. */
  readonly context: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  /** At most 140 characters. */
  readonly description: string;
  readonly targetUrl?: string;
}

/** @throws {GitHubError} */
export async function setCommitStatus(
  { octokit, owner, repo }: RepositoryClient,
  { sha, context, state, description, targetUrl }: CommitStatus,
): Promise<void> {
  await octokit.rest.repos.createCommitStatus({
    owner,
    repo,
    sha,
    context,
    state,
    description,
    ...(targetUrl === undefined ? {} : { target_url: targetUrl }),
  });
}
