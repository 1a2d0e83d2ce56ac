import type { RepositoryClient } from './repository-client.ts';

/** A check run of a commit, as it stands. */
export interface CheckRun {
  readonly name: string;
  /** App that made it; undefined when GitHub does not say. */
  readonly appSlug: string | undefined;
  readonly status: string;
  /** Undefined until it is completed. */
  readonly conclusion: string | undefined;
}

/**
 * The latest check runs of a commit, one for each name and app.
 *
 * @throws {GitHubError}
 */
export async function listCheckRuns(
  { octokit, owner, repo }: RepositoryClient,
  commit: string,
): Promise<readonly CheckRun[]> {
  const runs = await octokit.paginate(octokit.rest.checks.listForRef, {
    owner,
    repo,
    ref: commit,
    filter: 'latest',
    per_page: 100,
  });
  return runs
    .filter(({ head_sha }) => head_sha === commit)
    .map(({ name, app, status, conclusion }) => ({
      name,
      appSlug: app?.slug,
      status,
      conclusion: conclusion ?? undefined,
    }));
}
