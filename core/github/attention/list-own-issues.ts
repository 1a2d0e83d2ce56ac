import type { Account } from '@souk/model/approval/review.ts';
import type { OwnIssue } from '@souk/model/attention/plan-issues.ts';
import { listIssues } from '../list-issues.ts';
import type { RepositoryClient } from '../repository-client.ts';
import { parseMarker } from './issue-marker.ts';

/** Label of the issues that this action writes, to find them by. */
export const ATTENTION_LABEL = 'needs-attention';

/** An issue of ours with what it says. */
export interface WrittenIssue extends OwnIssue {
  readonly body: string;
}

/**
 * Issues that this bot wrote about entries. Who wrote it and the marker have to agree: anybody can write a marker, and
 * the bot writes other issues too.
 *
 * @throws {GitHubError}
 */
export async function listOwnIssues(
  client: RepositoryClient,
  bot: Account,
): Promise<readonly WrittenIssue[]> {
  const issues = await listIssues(client, { label: ATTENTION_LABEL, state: 'all' });
  return issues.flatMap(({ number, body, state, author }) => {
    const said = author?.id === bot.id ? parseMarker(body) : undefined;
    return said === undefined ? [] : [{ number, body, open: state === 'open', ...said }];
  });
}
