import { assembleAttention } from '@souk/model/attention/assemble-attention.ts';
import { type IssueStep, planIssues } from '@souk/model/attention/plan-issues.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import { createRepositoryClient } from '../github/create-repository-client.ts';
import { readBot } from '../github/read-bot.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { parseEvent } from '../runtime/parse-event.ts';
import { applyStep } from './apply-step.ts';
import { judgeEverything } from './judge-everything.ts';
import { listOwnIssues, type WrittenIssue } from './list-own-issues.ts';
import {
  type AttentionIssue,
  REST,
  renderAttentionIssue,
  renderRestIssue,
} from './render-attention-issue.ts';

/**
 * Keeps one issue for each entry of the main branch that has to be mended.
 *
 * @param mostNew issues that one run opens, apart from the one about the rest
 * @throws {ActionFault} when the catalog could not be judged as a whole: then no issue is touched
 * @throws {GitHubError}
 * @throws {GitError}
 */
export async function runRescan(context: ActionContext, mostNew = 20): Promise<ExitCode> {
  const { log } = context;
  const { kind } = parseEvent(context.event);
  if (kind !== 'schedule' && kind !== 'dispatch') {
    log.info(
      'The whole catalog is judged on: schedule and on: workflow_dispatch; there is nothing to do here.',
    );
    return exitCode.pass;
  }
  const token = context.requiredInput('token');
  log.progress('Judging the whole catalog');
  const { report, context: judged } = await judgeEverything(context.workspace, context.input('advisories'));
  const wanted = assembleAttention(report.findings, judged.head).map(renderAttentionIssue);
  const client = createRepositoryClient({
    ...{ token, apiUrl: context.apiUrl, ...context.repository },
    tell: log.info,
  });
  const bot = await readBot(client, context.input('app-slug') || 'github-actions');
  const existing = await listOwnIssues(client, bot);
  const steps = planAll(wanted, existing, mostNew);
  for (const step of steps) await applyStep(client, step, existing);
  const count = (what: IssueStep<AttentionIssue>['do']) => steps.filter((step) => step.do === what).length;
  context.setOutput('opened', String(count('open')));
  context.setOutput('closed', String(count('close')));
  const summary = `${wanted.length} of ${report.scope.total} entries need attention: ${count('open')} issues opened, ${count('edit')} edited, ${count('close')} closed.`;
  log.info(summary);
  await context.appendSummary(summary);
  return exitCode.pass;
}

/** What there is no room for goes into one issue, which follows the same rules. */
function planAll(
  wanted: readonly AttentionIssue[],
  existing: readonly WrittenIssue[],
  mostNew: number,
): readonly IssueStep<AttentionIssue>[] {
  const [rests, own] = [existing.filter(isRest), existing.filter((issue) => !isRest(issue))];
  const { steps, left } = planIssues(wanted, own, mostNew);
  const rest = left.length === 0 ? [] : [renderRestIssue(left)];
  return [...steps, ...planIssues(rest, rests, 1).steps];
}

function isRest({ subject }: WrittenIssue): boolean {
  return subject === REST;
}
