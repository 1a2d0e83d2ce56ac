import { syncIssues } from '@souk/github/attention/sync-issues.ts';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import { readBot } from '@souk/github/read-bot.ts';
import { assembleAttention } from '@souk/model/attention/assemble-attention.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { parseEvent } from '../runtime/parse-event.ts';
import { judgeEverything } from './judge-everything.ts';

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
  const attentions = assembleAttention(report.findings, judged.head);
  const client = createRepositoryClient({
    ...{ token, apiUrl: context.apiUrl, ...context.repository },
    tell: log.info,
  });
  const bot = await readBot(client, context.input('app-slug') || 'github-actions');
  const { open, edit, close } = await syncIssues(client, { attentions, bot, mostNew });
  context.setOutput('opened', String(open));
  context.setOutput('closed', String(close));
  const summary = `${attentions.length} of ${report.scope.total} entries need attention: ${open} issues opened, ${edit} edited, ${close} closed.`;
  log.info(summary);
  await context.appendSummary(summary);
  return exitCode.pass;
}
