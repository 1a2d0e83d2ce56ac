import { resolveTree } from '@souk/git/repository.ts';
import { publishCheckRun } from '@souk/github/publish-check-run.ts';
import { readPullRequest } from '@souk/github/read-pull-request.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { assembleCheck } from './assemble-check.ts';
import type { GateTarget } from './gate-target.ts';
import { type JudgedHead, judgeHead } from './judge-head.ts';
import type { Gate } from './open-gate.ts';
import { publishFault } from './publish-fault.ts';
import type { PullVerdict } from './pull-verdict.ts';

type Group = Extract<GateTarget, { kind: 'group' }>;

/**
 * Judges a pull request once more on top of what the merge queue puts before it, and says so on the commit of the
 * queue. What the queue is about to merge has to be what was judged.
 *
 * @throws {GitError}
 * @throws {GitHubError}
 */
export async function verdictOfGroup(gate: Gate, group: Group): Promise<PullVerdict> {
  try {
    const pull = await readPullRequest(gate.client, group.number);
    // Its parents come along: the commit that the queue builds on is one of them.
    if ((await gate.fetch(group.ref)) !== group.head) return { state: 'moved', number: group.number };
    const fetched = gate.fetch(`refs/pull/${group.number}/head`);
    const judged = await judgeHead(gate, pull, { base: group.base, fetched, reports: [] });
    if (judged === undefined) return { state: 'moved', number: group.number };
    return await publish(gate, group, judged);
  } catch (error) {
    await publishFault(gate, group.head, error);
    throw error;
  }
}

async function publish(gate: Gate, group: Group, judged: JudgedHead): Promise<PullVerdict> {
  const obstacle = await whyNot(gate, group, judged);
  const outcome: GateOutcome =
    obstacle === undefined ? judged.outcome : { ...judged.outcome, state: 'blocked', notes: [obstacle] };
  const { state, report } = outcome;
  // The queue does not wait for people: an approval that was taken back puts the pull request out of it.
  const conclusion = state === 'ready' ? 'success' : 'failure';
  await publishCheckRun(
    gate.client,
    assembleCheck(gate, group.head, outcome, { status: 'completed', conclusion }),
  );
  return { state, number: group.number, risk: report.risk.tier };
}

/** Why it may not be merged by the queue, whatever was judged of it. */
async function whyNot(gate: Gate, group: Group, judged: JudgedHead): Promise<string | undefined> {
  if (judged.outcome.held !== undefined) return 'Somebody holds it: it is a draft, or has the label hold.';
  if (await isSame(gate, group, judged)) return undefined;
  return 'The merge queue is about to merge something else than this pull request on top of what is before it. Take it out of the queue and put it in again.';
}

/** Whether the queue built exactly what was judged, however it words the commit. */
async function isSame({ repository }: Gate, group: Group, { merged }: JudgedHead): Promise<boolean> {
  if (merged === undefined) return false;
  const [theirs, ours] = await Promise.all([
    resolveTree(repository.dir, group.head),
    resolveTree(repository.dir, merged),
  ]);
  return theirs === ours;
}
