import type { Account } from '@souk/model/approval/review.ts';
import { accountOf, expectCommit, expectId, expectText } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface PullRequest {
  readonly number: number;
  /** As GraphQL names it. */
  readonly nodeId: string;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly draft: boolean;
  readonly merged: boolean;
  readonly head: {
    readonly sha: string;
    /** Branch, without `refs/heads/`. */
    readonly ref: string;
    /** Login; undefined when the account was deleted. */
    readonly owner: string | undefined;
    /** `owner/name`; undefined when the fork was deleted. */
    readonly repo: string | undefined;
  };
  readonly base: { readonly sha: string; readonly ref: string };
  readonly author: Account;
  readonly fromFork: boolean;
  readonly labels: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}

/** The account that GitHub shows in place of deleted ones. */
const GHOST: Account = { id: 10_137, login: 'ghost' };

/** @throws {GitHubError} */
export async function readPullRequest(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<PullRequest> {
  const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number });
  const { head, base } = data;
  // Types say that it is always there, but the repository of a fork can be deleted.
  const source: { readonly id: number; readonly full_name: string } | null = head.repo;
  return {
    number: expectId(data.number, 'the number of a pull request'),
    nodeId: expectText(data.node_id, 'the id of a pull request'),
    title: data.title,
    state: data.state,
    draft: data.draft === true,
    merged: data.merged === true,
    head: {
      sha: expectCommit(head.sha, 'the head of a pull request'),
      ref: expectText(head.ref, 'the branch of a pull request'),
      owner: accountOf(head.user)?.login,
      repo: source?.full_name,
    },
    base: {
      sha: expectCommit(base.sha, 'the base of a pull request'),
      ref: expectText(base.ref, 'the branch that a pull request goes into'),
    },
    author: accountOf(data.user) ?? GHOST,
    fromFork: source === null || source.id !== expectId(base.repo.id, 'the id of a repository'),
    labels: data.labels.map(({ name }) => name),
    createdAt: expectText(data.created_at, 'the time of a pull request'),
  };
}
