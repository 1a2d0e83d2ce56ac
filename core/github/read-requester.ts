import type { Account } from '@souk/model/approval/review.ts';
import type { RepositoryClient } from './repository-client.ts';

/** Name of the check by which Souk remembers for whom it made a commit. */
export const REQUEST_CHECK = 'Souk request';

/** What the check holds: nobody but the app can write one under its name, and it hangs on one commit. */
export function requesterMark({ id, login }: Account): string {
  return `requester:${id}:${login}`;
}

/**
 * For whom Souk made a commit: itself, where nobody asked for it. Undefined for commits that somebody else added.
 *
 * @throws {GitHubError}
 */
export async function readRequester(
  {
    client: { octokit, owner, repo },
    appSlug,
  }: { readonly client: RepositoryClient; readonly appSlug: string },
  sha: string,
): Promise<Account | undefined> {
  const { data } = await octokit.rest.checks.listForRef({ owner, repo, ref: sha, check_name: REQUEST_CHECK });
  const own = data.check_runs.find((run) => run.app?.slug === appSlug && run.head_sha === sha);
  const [, id, login] =
    /^requester:(\d{1,15}):([A-Za-z0-9_-]+(?:\[bot\])?)$/.exec(own?.external_id ?? '') ?? [];
  return id === undefined || login === undefined ? undefined : { id: Number(id), login };
}
