import { listCommitMessages } from '@souk/github/list-commit-messages.ts';
import { type BranchPull, listPullsOfBranch } from '@souk/github/list-pulls-of-branch.ts';
import { markRequester, type RequestedCommit } from '@souk/github/mark-requester.ts';
import { openPullRequest } from '@souk/github/open-pull-request.ts';
import { renewPullRequest } from '@souk/github/renew-pull-request.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { Account } from '@souk/model/approval/review.ts';
import { code } from '@souk/model/report/escape-markdown.ts';
import { planRequest, type RequestPull } from '@souk/model/request/plan-request.ts';
import type { DraftChange } from './draft-change.ts';
import { identityOf } from './identity-of.ts';
import type { RequestOutcome } from './render-request-comment.ts';
import { isMadeOf, isUntouched, messageOf, renderRequestPull } from './render-request-pull.ts';

export interface Proposal {
  readonly change: DraftChange;
  readonly issue: number;
  /** Branch that it goes into. */
  readonly base: string;
  readonly requester: Account;
  /** Who wrote or edited the issue last, as far as the event says. */
  readonly sender: Account | undefined;
  readonly reason: string | undefined;
  readonly serverUrl: string;
  /** Of the app that opens the pull request. */
  readonly appSlug: string;
}

/**
 * Makes a request a pull request, or brings the one that there is up to date.
 *
 * The commit names the requester as its author, and whoever had it made as its committer: none of them can approve it.
 * A check of the app on that commit says the same to the gate, in a way that nobody else can; where somebody else
 * edited the words, there is none, and the gate lets nothing in that speaks for the requester.
 *
 * @throws {GitHubError}
 */
export async function proposeChange(
  client: RepositoryClient,
  proposal: Proposal,
): Promise<Extract<RequestOutcome, { pull: number }>> {
  const { change, issue, base, requester, sender, serverUrl } = proposal;
  const branch = `souk/request-${issue}`;
  const pull = {
    ...{ branch, base, title: change.title, body: renderRequestPull(proposal), files: change.files },
    message: messageOf(change, issue),
    author: identityOf(requester, serverUrl),
    ...(sender === undefined || sender.id === requester.id
      ? { onCommitted: (sha: string) => markRequester(client, markOf(proposal, sha)) }
      : { committer: identityOf(sender, serverUrl) }),
  };
  const before = await listPullsOfBranch(client, branch);
  const step = planRequest(await Promise.all(before.map((one) => compare(client, one, proposal))));
  switch (step.do) {
    case 'open':
      return { kind: 'opened', pull: (await openPullRequest(client, pull)).number };
    case 'renew':
      await renewPullRequest(client, step.number, pull);
      return { kind: 'renewed', pull: step.number };
    case 'keep':
      return { kind: 'current', pull: step.number };
    case 'leave':
      return { kind: 'touched', pull: step.number };
    case 'refuse':
      return { kind: step.because, pull: step.number };
  }
}

function markOf({ appSlug, requester }: Proposal, sha: string): RequestedCommit {
  return {
    ...{ sha, appSlug, requester },
    title: 'Made from an issue',
    summary: `${code(requester.login)} asked for this by a form: it counts as their change.`,
  };
}

async function compare(
  client: RepositoryClient,
  { number, state, body }: BranchPull,
  { change, issue }: Proposal,
): Promise<RequestPull> {
  if (state !== 'open') return { number, state, isCurrent: false, isTouched: false };
  const messages = await listCommitMessages(client, number);
  const isTouched = !isUntouched(messages, issue);
  return { number, state, isCurrent: isMadeOf(body, change), isTouched };
}
