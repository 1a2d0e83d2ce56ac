import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import { mergeCommits } from '@souk/git/merge-commits.ts';
import { mergeBase, type Repository } from '@souk/git/repository.ts';
import { readPullRequest } from '@souk/github/read-pull-request.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import { type Gate, openGate } from '../gate/open-gate.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { ActionFault } from '../runtime/action-fault.ts';
import { parseEvent } from '../runtime/parse-event.ts';
import { readNumberInput } from '../runtime/read-number-input.ts';
import { extractPolicies } from './extract-policies.ts';
import { askThread, type ImpactAnswer, type ThreadLimits } from './impact-thread.ts';
import { IMPACT_MARKER, renderImpactComment, renderRefusal } from './render-impact-comment.ts';

const usual: ThreadLimits = { seconds: 480, opaSeconds: 120 };

/**
 * Comments on a pull request what its change of the policies would do to the catalog that is there.
 *
 * @throws {ActionFault} also when what judges the policies failed
 * @throws {GitHubError}
 * @throws {GitError}
 */
export async function runPolicyImpact(context: ActionContext, limits = usual): Promise<ExitCode> {
  const number = readNumber(context);
  if (number === undefined) {
    context.log.info('This is about no pull request. Run this action on: pull_request_target.');
    return exitCode.pass;
  }
  const gate = await openGate(context, new Date());
  const pull = await readPullRequest(gate.client, number);
  const head = await gate.fetch(`refs/pull/${number}/head`);
  if (pull.state !== 'open' || pull.base.ref !== gate.branch) {
    context.log.info(`#${number} is closed, or does not go into ${gate.branch}: nothing to judge.`);
    return exitCode.pass;
  }
  context.log.progress(`Judging the catalog by the policies of ${head.slice(0, 12)}`);
  const answer = await judge(gate, head, limits);
  if (answer.state === 'fault') throw new ActionFault('unfinished', answer.message);
  const latest = await readPullRequest(gate.client, number);
  if (head !== pull.head.sha || head !== latest.head.sha) {
    context.log.info(`#${number} has new commits, which are judged by themselves. Nothing was written.`);
    return exitCode.pass;
  }
  return publish(gate, number, answer);
}

async function publish(
  { client, bot, context }: Gate,
  number: number,
  answer: Exclude<ImpactAnswer, { state: 'fault' }>,
): Promise<ExitCode> {
  const isJudged = answer.state === 'judged';
  const body = isJudged ? renderImpactComment(answer.impact) : renderRefusal(answer);
  await upsertComment(client, number, { marker: IMPACT_MARKER, body, bot: await bot });
  await context.appendSummary(body);
  if (!isJudged) {
    context.log.warn(answer.message);
    return exitCode.denied;
  }
  context.setOutput('newly-failing', String(answer.impact.newlyFailing.length));
  context.setOutput('newly-passing', String(answer.impact.newlyPassing.length));
  return exitCode.pass;
}

/** What merging would make of the policies; where Git cannot merge, what they are, as if the base had not moved. */
async function judge(
  { repository, base, context, now }: Gate,
  head: string,
  limits: ThreadLimits,
): Promise<ImpactAnswer> {
  const folder = await mkdtemp(join(context.temp, 'souk-policies-'));
  try {
    const compared = await chooseCommits(repository, base, head);
    await extractPolicies(repository, compared.head, folder);
    const question = { workspace: context.workspace, base: compared.base, policies: folder, now };
    return await askThread(question, limits);
  } catch (error) {
    if (!(error instanceof GitError) || error.code !== 'unfit-tree') throw error;
    return { state: 'refused', message: error.message, problems: [] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function chooseCommits(
  repository: Repository,
  base: string,
  head: string,
): Promise<{ readonly base: string; readonly head: string }> {
  const { commit } = await mergeCommits(repository, base, head);
  return commit === undefined
    ? { base: await mergeBase(repository.dir, base, head), head }
    : { base, head: commit };
}

function readNumber(context: ActionContext): number | undefined {
  const asked = readNumberInput(context, 'pull-request', 'a pull request');
  if (asked !== undefined) return asked;
  const found = parseEvent(context.event);
  return found.kind === 'pull-request' ? found.number : undefined;
}
