import { GitHubError } from '@souk/github/github-error.ts';
import { type CheckRunState, publishCheckRun } from '@souk/github/publish-check-run.ts';
import type { PullRequest } from '@souk/github/read-pull-request.ts';
import { requestReviews } from '@souk/github/request-reviews.ts';
import { syncLabels } from '@souk/github/sync-labels.ts';
import { uploadSarif } from '@souk/github/upload-sarif.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import type { GateOutcome, GateState } from '@souk/model/gate/gate-outcome.ts';
import { isManagedLabel, labelDefinitions, labelsFor } from '../feedback/labels.ts';
import { limitSarif } from '../feedback/limit-sarif.ts';
import { renderComment, verdictMarker } from '../feedback/render-comment.ts';
import { renderJobSummary } from '../feedback/render-job-summary.ts';
import { assembleCheck, linksOf } from './assemble-check.ts';
import type { Gate } from './open-gate.ts';
import { suggestFixes } from './suggest-fixes.ts';

/**
 * Says everywhere on a pull request what came of it. What helps, such as labels, may fail without harm and is told; the
 * check decides, so it is published last, and fails the run when it cannot be.
 *
 * @throws {GitHubError}
 */
export async function publishOutcome(
  gate: Gate,
  pull: PullRequest,
  outcome: GateOutcome,
  textOf: (path: string) => string,
): Promise<void> {
  const { client, context } = gate;
  const notes = await Promise.all([
    aside('The comment', comment(gate, outcome)),
    aside('The labels', setLabels(gate, outcome)),
    aside('Reviews', askForReviews(gate, pull, outcome)),
    aside('The results for code scanning', scanCode(gate, outcome)),
    aside('Suggestions', suggestFixes(gate, outcome, textOf)),
  ]);
  for (const note of notes.flat()) context.log.warn(note);
  const told = { ...outcome, notes: [...outcome.notes, ...notes.flat()] };
  await context.appendSummary(renderJobSummary(told, linksOf(context, told)));
  await publishCheckRun(client, assembleCheck(gate, outcome.pull.head, told, stateOf(outcome.state)));
}

/** Open while people have to approve: a pull request that waits is not one that failed. */
function stateOf(state: GateState): CheckRunState {
  switch (state) {
    case 'waiting':
      return { status: 'in_progress' };
    case 'ready':
      return { status: 'completed', conclusion: 'success' };
    case 'blocked':
    case 'fault':
      return { status: 'completed', conclusion: 'failure' };
  }
}

/** What is done on the side: when it fails, that is one sentence more. */
async function aside(what: string, work: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return [`${what} could not be written: ${error.message}`];
  }
}

async function setLabels({ client }: Gate, outcome: GateOutcome): Promise<readonly string[]> {
  await syncLabels(client, outcome.pull.number, {
    wanted: labelsFor(outcome),
    isManaged: isManagedLabel,
    definitions: labelDefinitions(outcome),
  });
  return [];
}

async function comment({ client, bot, context }: Gate, outcome: GateOutcome): Promise<readonly string[]> {
  const body = renderComment(outcome, linksOf(context, outcome));
  await upsertComment(client, outcome.pull.number, { marker: verdictMarker, body, bot: await bot });
  return [];
}

/** Nobody is asked to look at what the author still has to mend, or has not finished. */
async function askForReviews(
  { client }: Gate,
  { draft }: PullRequest,
  { state, approvals, pull }: GateOutcome,
): Promise<readonly string[]> {
  if (draft || state !== 'waiting') return [];
  const missing = approvals.checklist.filter((item) => item.missing > 0);
  return requestReviews(client, pull.number, {
    teams: [...new Set(missing.flatMap(({ githubTeam }) => githubTeam ?? []))],
    logins: [
      ...new Set(
        missing.flatMap(({ githubTeam, canApprove }) => (githubTeam === undefined ? canApprove : [])),
      ),
    ],
  });
}

async function scanCode({ client }: Gate, { report, pull }: GateOutcome): Promise<readonly string[]> {
  const { sarif, note } = limitSarif(report);
  const upload = { commit: pull.head, ref: `refs/pull/${pull.number}/head`, sarif };
  const answer = await uploadSarif(client, upload);
  return [
    ...(note === undefined ? [] : [note]),
    ...(answer.accepted ? [] : [`Code scanning did not take the results: ${answer.because}`]),
  ];
}
