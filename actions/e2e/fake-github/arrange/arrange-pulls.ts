import type { Files } from '../../origin/files.ts';
import { nodeIdOf } from '../answers/render-pull.ts';
import { openIssue } from '../operations/issue-operations.ts';
import { labelIssue } from '../operations/label-operations.ts';
import { finishMerge } from '../operations/merge-operations.ts';
import { addReview, dismissReview, requireMayReview } from '../operations/review-operations.ts';
import { mergeCommits } from '../state/merge-commits.ts';
import { baseOf, headOf, requirePull } from '../state/pull-head.ts';
import type { Review, World } from '../state/world.ts';
import { userOf } from './arrange-people.ts';

export interface PullOptions {
  readonly author: string;
  /** Branch that it is opened from; made on the base unless it is there. */
  readonly branch: string;
  /** What its commit changes. */
  readonly files?: Files;
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  /** `owner/name` of the fork that the branch is in. */
  readonly fork?: string;
  /** Who wrote the commit, when it is not the author of the pull request. */
  readonly committer?: string;
}

export interface ReviewOptions {
  readonly by: string;
  /** `approved` unless given. */
  readonly state?: 'approved' | 'changes-requested' | 'commented';
  readonly body?: string;
  /** The head unless given. */
  readonly commit?: string;
}

/** What people do to pull requests. */
export interface PullArrangement {
  /** Gives the number. */
  openPull(options: PullOptions): Promise<number>;
  /** Pushes a commit onto the branch of a pull request and gives its id. */
  push(number: number, files: Files, options?: { readonly by?: string }): Promise<string>;
  review(number: number, options: ReviewOptions): Promise<Review>;
  dismiss(review: Review, options: { readonly by: string; readonly message?: string }): void;
  /** Merges past every rule, as an administrator can, and gives the commit. */
  forceMerge(number: number, options: { readonly by: string }): Promise<string>;
  headSha(number: number): Promise<string>;
  nodeId(number: number): string;
}

const STATES = {
  approved: 'APPROVED',
  'changes-requested': 'CHANGES_REQUESTED',
  commented: 'COMMENTED',
} as const;

export function arrangePulls(world: World): PullArrangement {
  return {
    openPull: (options) => openPull(world, options),
    push: async (number, files, { by } = {}) => {
      const issue = requirePull(world, number);
      await world.origin.commit({ ref: issue.pull.source, files, author: by ?? issue.author.login });
      issue.updatedAt = world.now();
      return headOf(world, issue);
    },
    review: async (number, { by, state = 'approved', body = '', commit }) => {
      const issue = requirePull(world, number);
      const author = userOf(world, by);
      requireMayReview(world, issue, STATES[state], { user: author });
      const at = commit ?? (await headOf(world, issue));
      return addReview(world, issue, { author, state: STATES[state], body, commit: at });
    },
    dismiss: (review, { by, message = 'no longer holds' }) =>
      dismissReview(world, review, userOf(world, by), message),
    forceMerge: async (number, { by: login }) => {
      const issue = requirePull(world, number);
      const by = userOf(world, login);
      const [base, head] = [await baseOf(world, issue), await headOf(world, issue)];
      const message = `${issue.title} (#${number})`;
      const commit = await mergeCommits(world, { base, head, method: 'merge', message, by });
      if (commit === undefined) throw new Error(`Pull request ${number} conflicts with its base.`);
      await finishMerge(world, issue, commit, by);
      return commit;
    },
    headSha: (number) => headOf(world, requirePull(world, number)),
    nodeId: nodeIdOf,
  };
}

async function openPull(world: World, options: PullOptions): Promise<number> {
  const { author, branch, fork, base = world.defaultBranch, files, committer = author } = options;
  const title = options.title ?? `Change ${branch}`;
  const [headOwner = world.owner] = fork?.split('/') ?? [];
  const source = fork === undefined ? `refs/heads/${branch}` : `refs/forks/${fork}/${branch}`;
  const tip = await world.origin.resolve(source);
  if (files !== undefined || tip === undefined) {
    const from = tip ?? base;
    await world.origin.commit({ ref: source, from, files: files ?? {}, author: committer, message: title });
  }
  if (fork !== undefined) userOf(world, headOwner);
  const user = userOf(world, author);
  const issue = openIssue(world, {
    title,
    body: options.body ?? null,
    author: user,
    pull: {
      source,
      headOwner,
      headRepository: fork ?? `${world.owner}/${world.repo}`,
      headBranch: branch,
      baseBranch: base,
      draft: options.draft ?? false,
      reviewers: [],
      teamReviewers: [],
    },
  });
  labelIssue(world, issue, options.labels ?? [], { user });
  await headOf(world, requirePull(world, issue.number));
  return issue.number;
}
