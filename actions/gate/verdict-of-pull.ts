import { GitError } from '@souk/git/git-error.ts';
import { listPullsAtHead } from '@souk/github/list-pulls-at-head.ts';
import { readBranch } from '@souk/github/read-branch.ts';
import { type PullRequest, readPullRequest } from '@souk/github/read-pull-request.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import type { Report } from '@souk/model/report/report.ts';
import { verdictMarker } from '../feedback/render-comment.ts';
import { decisionOf } from './decision.ts';
import { judgeHead } from './judge-head.ts';
import type { Gate } from './open-gate.ts';
import { publishFault, publishUnrelated } from './publish-fault.ts';
import { publishOutcome } from './publish-outcome.ts';
import type { PullVerdict } from './pull-verdict.ts';
import { readWait } from './read-wait.ts';

export interface PullQuestion {
  readonly number: number;
  /** Commit that is to be judged; undefined for whatever is there. */
  readonly head: string | undefined;
  /** Reports that other jobs made of it. */
  readonly reports: readonly Report[];
}

/**
 * Judges one pull request and publishes what comes of it.
 *
 * @throws {GitError}
 * @throws {GitHubError}
 */
export async function verdictOfPull(gate: Gate, question: PullQuestion): Promise<PullVerdict> {
  const { number } = question;
  const fetched = gate.fetch(`refs/pull/${number}/head`);
  fetched.catch(() => undefined);
  const pull = await readPullRequest(gate.client, number);
  if (pull.state !== 'open') return { state: 'skipped', number, because: 'it is closed.' };
  if (pull.base.ref !== gate.branch)
    return { state: 'skipped', number, because: `it does not go into ${gate.branch}.` };
  if (question.head !== undefined && question.head !== pull.head.sha) return { state: 'moved', number };
  try {
    return await judgeAndPublish(gate, pull, fetched, question.reports);
  } catch (error) {
    if (error instanceof GitError && error.code === 'no-common-history') {
      await publishUnrelated(gate, pull.head.sha, number);
      return { state: 'skipped', number, because: `it shares no commit with ${gate.branch}.` };
    }
    await publishFault(gate, pull.head.sha, error, number);
    throw error;
  }
}

async function judgeAndPublish(
  gate: Gate,
  pull: PullRequest,
  fetched: Promise<string>,
  reports: readonly Report[],
): Promise<PullVerdict> {
  const { number } = pull;
  const [judged, [oldest = number]] = await Promise.all([
    judgeHead(gate, pull, { base: gate.base, fetched, reports }),
    listPullsAtHead(gate.client, { base: gate.branch, sha: pull.head.sha }),
  ]);
  if (judged === undefined) return { state: 'moved', number };
  if (oldest < number) {
    await referTo(gate, number, oldest);
    return await verdictOfPull(gate, { number: oldest, head: pull.head.sha, reports });
  }
  const { outcome, reviews, settings, textOf } = judged;
  const [current, base, complete] = await Promise.all([
    readPullRequest(gate.client, number),
    readBranch(gate.client, gate.branch),
    withWait(gate, pull, outcome),
  ]);
  const isStill = current.state === 'open' && current.head.sha === pull.head.sha;
  // What moved has an event of its own. A verdict of before must not take the place of the one that follows.
  if (!isStill || current.base.ref !== gate.branch || base !== gate.base) return { state: 'moved', number };
  await publishOutcome(gate, pull, complete, textOf);
  const merge = outcome.held === undefined ? settings.merge : 'never';
  const decision = decisionOf(outcome, reviews, merge);
  return { state: outcome.state, number, risk: outcome.report.risk.tier, decision };
}

/**
 * A check counts for a commit, whichever pull request it hangs in. Of several with the same head only the oldest is
 * judged: approvals of one must not let another in that somebody objects to.
 */
async function referTo({ client, bot }: Gate, number: number, oldest: number): Promise<void> {
  const body = `${verdictMarker}\n## Judged in #${oldest}\n\nThis pull request has the same commit as #${oldest}, and a check counts for a commit. Review and follow that one; close one of the two.`;
  await upsertComment(client, number, { marker: verdictMarker, body, bot: await bot });
}

async function withWait(gate: Gate, pull: PullRequest, outcome: GateOutcome): Promise<GateOutcome> {
  if (outcome.state !== 'waiting' || pull.draft) return outcome;
  return { ...outcome, wait: await readWait(gate, pull, outcome) };
}
