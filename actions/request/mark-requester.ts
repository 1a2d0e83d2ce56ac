import type { Account } from '@souk/model/approval/review.ts';
import { REQUEST_CHECK, requesterMark } from '../gate/read-requester.ts';
import { publishCheckRun } from '../github/publish-check-run.ts';
import type { RepositoryClient } from '../github/repository-client.ts';
import { code } from '../report/escape-markdown.ts';

export interface RequestedCommit {
  readonly sha: string;
  readonly appSlug: string;
  readonly requester: Account;
}

/**
 * Has the gate know for whom a commit was made.
 *
 * @throws {GitHubError}
 */
export async function markRequester(
  client: RepositoryClient,
  { sha, appSlug, requester }: RequestedCommit,
): Promise<void> {
  await publishCheckRun(client, {
    ...{ name: REQUEST_CHECK, sha, appSlug, externalId: requesterMark(requester) },
    ...{ status: 'completed', conclusion: 'success' },
    title: 'Made from an issue',
    summary: `${code(requester.login)} asked for this by a form: it counts as their change.`,
    ...{ text: '', detailsUrl: undefined, annotations: [] },
  });
}
