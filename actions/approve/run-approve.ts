import { readFile } from 'node:fs/promises';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import { enqueuePull } from '@souk/github/enqueue-pull.ts';
import { listReviews } from '@souk/github/list-reviews.ts';
import { mergePull } from '@souk/github/merge-pull.ts';
import { readBot } from '@souk/github/read-bot.ts';
import { readBranch } from '@souk/github/read-branch.ts';
import { type PullRequest, readPullRequest } from '@souk/github/read-pull-request.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { submitReview } from '@souk/github/submit-review.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import { type Decision, parseDecisions } from '../gate/decision.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { ActionFault } from '../runtime/action-fault.ts';
import { whyNotToAct } from './why-not-to-act.ts';

/** What was done for one pull request. */
interface Deed {
  readonly approved: boolean;
  readonly merged: boolean;
}

const nothing: Deed = { approved: false, merged: false };

/** Approves what green checks alone let in, and merges or queues what is ready, if nothing has changed since. */
export async function runApprove(context: ActionContext): Promise<ExitCode> {
  const { apiUrl, repository, log } = context;
  const decisions = await readDecisions(context.requiredInput('decision'));
  const token = context.requiredInput('token');
  const client = createRepositoryClient({ token, apiUrl, ...repository, tell: log.warn });
  const deeds: (Deed | undefined)[] = [];
  // One after the other: each merge moves the base for those after it. One that fails does not stop the others.
  for (const decision of decisions) {
    if (decision.state !== 'ready') continue;
    deeds.push(
      await act(context, client, decision).catch((error: unknown) => {
        log.warn(`#${decision.pull}: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      }),
    );
  }
  context.setOutput('approved', String(deeds.some((deed) => deed?.approved)));
  context.setOutput('merged', String(deeds.some((deed) => deed?.merged)));
  return deeds.includes(undefined) ? exitCode.fault : exitCode.pass;
}

async function readDecisions(path: string): Promise<readonly Decision[]> {
  try {
    return parseDecisions(await readFile(path, 'utf8')).decisions;
  } catch (error) {
    throw new ActionFault('usage', `The input decision names ${path}, which a verdict did not write.`, error);
  }
}

async function act(context: ActionContext, client: RepositoryClient, decision: Decision): Promise<Deed> {
  const { log } = context;
  const pull = await readPullRequest(client, decision.pull);
  const [reviews, base] = await Promise.all([
    listReviews(client, decision.pull),
    readBranch(client, pull.base.ref),
  ]);
  const obstacle = whyNotToAct(decision, { pull, reviews, base });
  if (obstacle !== undefined) {
    log.info(`#${decision.pull}: ${obstacle}`);
    return nothing;
  }
  const approved = decision.autoApproval.allowed && (await approve(context, client, pull, decision));
  const refusal = await letIn(client, pull, decision);
  log.info(`#${decision.pull}: ${refusal ?? 'let in.'}`);
  return { approved, merged: refusal === undefined };
}

/** Once for each commit, and not what the app opened for somebody: nobody can approve what is their own. */
async function approve(
  context: ActionContext,
  client: RepositoryClient,
  { number, author }: PullRequest,
  { head, autoApproval }: Decision,
): Promise<boolean> {
  const bot = await readBot(client, context.input('app-slug'));
  if (author.id === bot.id) return false;
  const reviews = await listReviews(client, number);
  const known = reviews.some(
    ({ reviewer, state, commit }) => reviewer.id === bot.id && state === 'approved' && commit === head,
  );
  if (known) return false;
  const body = `Approved without a person. ${autoApproval.reasons.join(' ')}`;
  await submitReview(client, number, { event: 'APPROVE', body, commit: head, comments: [] });
  return true;
}

/** @returns why it is not in; undefined when it is merged or queued */
async function letIn(
  client: RepositoryClient,
  { nodeId, number }: PullRequest,
  { merge, head }: Decision,
): Promise<string | undefined> {
  switch (merge) {
    case 'never':
      return 'ready. Somebody has to merge it.';
    case 'queue': {
      const answer = await enqueuePull(client, { nodeId, sha: head });
      return answer.queued ? undefined : answer.because;
    }
    case 'direct': {
      const answer = await mergePull(client, { number, sha: head, method: 'squash' });
      return answer.merged ? undefined : answer.because;
    }
  }
}
