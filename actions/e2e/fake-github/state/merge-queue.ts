import { finishMerge } from '../operations/merge-operations.ts';
import { found, Refusal } from '../operations/operation.ts';
import { judgeMerge, missingCheck, requiresQueue } from './judge-merge.ts';
import { mergeCommits } from './merge-commits.ts';
import { baseOf, headOf, type PullRequest, requirePull } from './pull-head.ts';
import type { QueueEntry, User, World } from './world.ts';

/** Queues a pull request, makes the commit that it is checked as, and gives its place from 1 on. */
export async function enqueuePull(
  world: World,
  issue: PullRequest,
  { by, expected }: { readonly by: User; readonly expected: string | undefined },
): Promise<number> {
  const head = await headOf(world, issue);
  if (!requiresQueue(world)) throw new Refusal(422, 'The base branch has no merge queue');
  if (issue.state !== 'open') throw new Refusal(422, 'Pull request is closed');
  if (issue.pull.draft) throw new Refusal(422, 'Pull request is in draft state');
  if (expected !== undefined && expected !== head) {
    throw new Refusal(422, 'Expected head sha did not match current head ref.');
  }
  if (world.queue.some(({ number }) => number === issue.number)) {
    throw new Refusal(422, 'Pull request is already in the queue');
  }
  const { mergeable, obstacle } = await judgeMerge(world, issue);
  if (!mergeable) throw new Refusal(422, 'Pull request is in an unmergeable state');
  if (obstacle !== undefined) throw new Refusal(422, `Required status check "${obstacle}" is expected.`);
  const baseSha = world.queue.at(-1)?.sha ?? (await baseOf(world, issue));
  const message = `Merge pull request #${issue.number} from ${issue.pull.headOwner}/${issue.pull.headBranch}`;
  const sha = await mergeCommits(world, { base: baseSha, head, method: 'merge', message, by });
  if (sha === undefined) throw new Refusal(422, 'Pull request conflicts with one before it in the queue');
  const ref = `refs/heads/gh-readonly-queue/${issue.pull.baseBranch}/pr-${issue.number}-${baseSha}`;
  await world.origin.setRef(ref, sha);
  world.queue.push({ number: issue.number, headSha: head, ref, sha, baseSha, enqueuedBy: by });
  return world.queue.length;
}

export interface QueueStep {
  readonly entry: QueueEntry;
  readonly merged: boolean;
}

/**
 * What the queue does when the checks of its first entry are in: merges it when all that are required succeeded on its
 * commit, else takes it out. Undefined when nothing is queued.
 */
export async function advanceQueue(world: World): Promise<QueueStep | undefined> {
  const entry = world.queue[0];
  if (entry === undefined) return undefined;
  const issue = requirePull(world, entry.number);
  const merged = missingCheck(world, entry.sha) === undefined;
  if (merged) await finishMerge(world, issue, found(await world.origin.resolve(entry.ref)), entry.enqueuedBy);
  world.queue = world.queue.filter((one) => one !== entry);
  await world.origin.setRef(entry.ref, null);
  return { entry, merged };
}
