import type { Account, Review } from '@souk/model/approval/review.ts';
import { listCommitAuthors } from '../github/list-commit-authors.ts';
import { listReviews } from '../github/list-reviews.ts';
import type { PullRequest } from '../github/read-pull-request.ts';
import type { Gate } from './open-gate.ts';
import { readRequester } from './read-requester.ts';

/** What the host knows of a pull request that bears on its approval. */
export interface PullFacts {
  /** On whose behalf it was opened: a pull request that Souk opened for somebody is theirs. */
  readonly author: Account;
  /** Everybody whose approval does not count, since it is their own change. */
  readonly authors: readonly Account[];
  /** False when there are more commits than the host tells the authors of. */
  readonly authorsComplete: boolean;
  readonly reviews: readonly Review[];
}

/** @throws {GitHubError} */
export async function readPullFacts(gate: Gate, pull: PullRequest): Promise<PullFacts> {
  const [commits, reviews, requester] = await Promise.all([
    listCommitAuthors(gate.client, pull.number),
    listReviews(gate.client, pull.number),
    gate.bot.then((bot) => (bot.id === pull.author.id ? readRequester(gate, pull.head.sha) : undefined)),
  ]);
  return {
    author: requester ?? pull.author,
    authors: [pull.author, ...(requester === undefined ? [] : [requester]), ...commits.accounts],
    authorsComplete: commits.complete,
    reviews,
  };
}
