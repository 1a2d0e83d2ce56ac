import type { Account } from '@souk/model/approval/review.ts';
import { publishCheckRun } from './publish-check-run.ts';
import { REQUEST_CHECK, requesterMark } from './read-requester.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface RequestedCommit {
  readonly sha: string;
  readonly appSlug: string;
  /** The app itself, where nobody asked for the commit. */
  readonly requester: Account;
  readonly title: string;
  /** Markdown: what is said about the requester, and why there is such a commit. */
  readonly summary: string;
}

/**
 * Has the gate know for whom a commit was made.
 *
 * @throws {GitHubError}
 */
export async function markRequester(
  client: RepositoryClient,
  { sha, appSlug, requester, title, summary }: RequestedCommit,
): Promise<void> {
  await publishCheckRun(client, {
    ...{ name: REQUEST_CHECK, sha, appSlug, externalId: requesterMark(requester) },
    ...{ status: 'completed', conclusion: 'success', title, summary },
    ...{ text: '', detailsUrl: undefined, annotations: [] },
  });
}
