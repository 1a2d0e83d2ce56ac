import { judgeMerge, requiresQueue } from '../state/judge-merge.ts';
import { mergeCommits } from '../state/merge-commits.ts';
import { baseOf, headOf, type PullRequest, requirePull } from '../state/pull-head.ts';
import type { User, World } from '../state/world.ts';
import { setState } from './issue-operations.ts';
import { type Operations, Refusal } from './operation.ts';

export const mergeOperations = {
  'pulls/merge': {
    needs: ['contents:write'],
    handle: async ({ path, body, world, caller }) => {
      const issue = requirePull(world, path.pull_number);
      const { sha, merge_method: method = 'merge', commit_title: title, commit_message: text } = body ?? {};
      const head = await headOf(world, issue);
      if (sha !== undefined && sha !== head) {
        throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
      }
      if (method === 'rebase') throw new Refusal(405, 'Rebase merges are not allowed on this repository.');
      await requireMergeable(world, issue);
      const message = [title ?? `${issue.title} (#${issue.number})`, text ?? ''].join('\n\n').trim();
      const base = await baseOf(world, issue);
      const commit = await mergeCommits(world, { base, head, method, message, by: caller.user });
      if (commit === undefined) throw new Refusal(405, 'Pull Request is not mergeable');
      await finishMerge(world, issue, commit, caller.user);
      return {
        status: 200,
        body: { sha: commit, merged: true, message: 'Pull Request successfully merged' },
      };
    },
  },
} satisfies Operations;

/** Moves the base to a commit, and closes the pull request as merged. */
export async function finishMerge(world: World, issue: PullRequest, commit: string, by: User): Promise<void> {
  await world.origin.setRef(`refs/heads/${issue.pull.baseBranch}`, commit);
  setState(world, issue, 'closed', { user: by });
  issue.pull.merged = { at: world.now(), by, commit };
  world.queue = world.queue.filter(({ number }) => number !== issue.number);
}

async function requireMergeable(world: World, issue: PullRequest): Promise<void> {
  if (issue.state !== 'open') throw new Refusal(405, 'Pull Request is not mergeable');
  if (issue.pull.draft) throw new Refusal(405, 'Pull Request is still a draft');
  if (requiresQueue(world)) {
    throw new Refusal(
      405,
      'Repository rule violations found\n\nChanges must be made through the merge queue',
    );
  }
  const { mergeable, obstacle } = await judgeMerge(world, issue);
  if (!mergeable) throw new Refusal(405, 'Pull Request is not mergeable');
  if (obstacle !== undefined) {
    throw new Refusal(
      405,
      `Repository rule violations found\n\nRequired status check "${obstacle}" is expected.`,
    );
  }
}
