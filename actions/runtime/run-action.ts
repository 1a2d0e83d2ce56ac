import { GitError } from '@souk/git/git-error.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import { renderWorkflowCommand } from '../report/workflow-command.ts';
import type { ActionContext } from './action-context.ts';
import { ActionFault } from './action-fault.ts';
import { harmlessLines } from './log.ts';
import { openActionContext, runUrl } from './open-action-context.ts';

/** Runs an action as the step of a workflow. A fault is told apart from a verdict, and is no reason to search the change. */
export async function runAction(main: (context: ActionContext) => Promise<ExitCode>): Promise<void> {
  const write = (text: string): void => void process.stdout.write(text);
  // Whatever ends this process early must not look like a verdict.
  process.exitCode = exitCode.fault;
  process.once('uncaughtException', (error) => process.exit(reportFault(error, write)));
  try {
    process.exitCode = await main(openActionContext(write));
  } catch (error) {
    process.exitCode = reportFault(error, write);
  }
}

function reportFault(error: unknown, write: (text: string) => void): ExitCode {
  const isUsage = error instanceof ActionFault && error.code === 'usage';
  const advice = isUsage
    ? 'This is not the fault of whoever opened the pull request: whoever looks after the workflows has to mend the step.'
    : `This is not your fault, and nothing was found wrong with the change. Run the job again${atPage()}; if it fails again, tell the platform team.`;
  const title = isUsage ? 'Souk is called in a wrong way' : 'Souk could not do its work';
  const message = `${harmlessLines(messageOf(error))}\n${advice}`;
  write(`${renderWorkflowCommand('error', { title }, message)}\n`);
  return isUsage ? exitCode.usage : exitCode.fault;
}

function atPage(): string {
  const url = runUrl(process.env['GITHUB_SERVER_URL'] ?? 'https://github.com');
  return url === undefined ? '' : ` at ${url}`;
}

function messageOf(error: unknown): string {
  if (error instanceof ActionFault || error instanceof GitError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return process.env['RUNNER_DEBUG'] === '1' ? (error.stack ?? error.message) : error.message;
}
