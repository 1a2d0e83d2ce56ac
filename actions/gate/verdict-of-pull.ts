import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import type { Report } from '@souk/model/report/report.ts';
import { verdictMarker } from '../feedback/render-comment.ts';
import { listPullsAtHead } from '../github/list-pulls-at-head.ts';
import { type PullRequest, readPullRequest } from '../github/read-pull-request.ts';
import { upsertComment } from '../github/upsert-comment.ts';
import { decisionOf } from './decision.ts';
import { judgeHead } from './judge-head.ts';
import type { Gate } from './open-gate.ts';
import { publishFault } from './publish-fault.ts';
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
    await publishFault(gate, pull.head.sha, error);
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
  if (oldest < number) return await referTo(gate, number, oldest);
  const { outcome, reviews, settings, textOf } = judged;
  const [current, complete] = await Promise.all([
    readPullRequest(gate.client, number),
    withWait(gate, pull, outcome),
  ]);
  if (current.head.sha !== pull.head.sha || current.state !== 'open') return { state: 'moved', number };
  await publishOutcome(gate, pull, complete, textOf);
  const merge = isHeld(pull) ? 'never' : settings.merge;
  const decision = decisionOf(outcome, reviews, merge);
  return { state: outcome.state, number, risk: outcome.report.risk.tier, decision };
}

/**
 * A check counts for a commit, whichever pull request it hangs in. Of several with the same head only the oldest is
 * judged: approvals of one must not let another in that somebody objects to.
 */
async function referTo({ client, bot }: Gate, number: number, oldest: number): Promise<PullVerdict> {
  const body = `${verdictMarker}\n## Judged in #${oldest}\n\nThis pull request has the same commit as #${oldest}, and a check counts for a commit. Review and follow that one; close one of the two.`;
  await upsertComment(client, number, { marker: verdictMarker, body, bot: await bot });
  return { state: 'skipped', number, because: `its commit is judged in #${oldest}.` };
}

async function withWait(gate: Gate, pull: PullRequest, outcome: GateOutcome): Promise<GateOutcome> {
  if (outcome.state !== 'waiting' || pull.draft) return outcome;
  return { ...outcome, wait: await readWait(gate, pull, outcome) };
}

/** People keep a pull request from being merged by leaving it a draft, or by this label. */
function isHeld({ draft, labels }: PullRequest): boolean {
  return draft || labels.includes('hold');
}
