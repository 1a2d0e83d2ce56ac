import { listCommitAuthors } from '@souk/github/list-commit-authors.ts';
import { listReviews } from '@souk/github/list-reviews.ts';
import type { PullRequest } from '@souk/github/read-pull-request.ts';
import { readRequester } from '@souk/github/read-requester.ts';
import type { Account, Review } from '@souk/model/approval/review.ts';
import type { Gate } from './open-gate.ts';

/** What the host knows of a pull request that bears on its approval. */
export interface PullFacts {
  /** On whose behalf it was opened: a pull request that Souk opened for somebody is theirs. */
  readonly author: Account;
  /** Everybody whose approval does not count, since it is their own change. */
  readonly authors: readonly Account[];
  /** Why it is not known whose change it is: then nobody's approval can be trusted. Undefined when it is known. */
  readonly unknownAuthors: string | undefined;
  readonly reviews: readonly Review[];
}

/** @throws {GitHubError} */
export async function readPullFacts(gate: Gate, pull: PullRequest): Promise<PullFacts> {
  const [commits, reviews, bot] = await Promise.all([
    listCommitAuthors(gate.client, pull.number),
    listReviews(gate.client, pull.number),
    gate.bot,
  ]);
  const isOurs = pull.author.id === bot.id;
  const requester = isOurs ? await readRequester(gate, pull.head.sha) : undefined;
  return {
    author: requester ?? pull.author,
    authors: [pull.author, ...(requester === undefined ? [] : [requester]), ...commits.accounts],
    unknownAuthors: whyUnknown(commits.complete, isOurs && requester === undefined),
    reviews,
  };
}

function whyUnknown(isComplete: boolean, isUnmarked: boolean): string | undefined {
  if (!isComplete)
    return 'It has more than 250 commits, and GitHub does not tell who wrote the others. Squash them into fewer, so that nobody approves a change of their own.';
  if (isUnmarked)
    return 'Souk opened it, and somebody else changed it since: nobody can tell whose change it is. Close it, and open a pull request of your own or ask anew.';
  return undefined;
}
