import { join, resolve } from 'node:path';
import { listChange } from '@souk/git/list-change.ts';
import { openCheck } from '../check/open-check.ts';
import { type CheckOutcome, runCheck } from '../check/run-check.ts';
import { ActionFault } from '../runtime/action-fault.ts';

/**
 * Judges all that is checked out. What it does not find is proven to be mended: with advisories missing, a check that
 * failed or no catalog, there is no answer.
 *
 * @param advisories folder from the workspace; by default where `souk advisories sync` puts them
 * @throws {ActionFault} `git` when the judgement is not whole
 * @throws {GitError}
 */
export async function judgeEverything(workspace: string, advisories: string): Promise<CheckOutcome> {
  const [opened, trees] = await Promise.all([
    openCheck(workspace, { advisories: resolve(workspace, advisories || join('.souk', 'advisories')) }),
    listChange(workspace, { base: 'HEAD', head: 'HEAD' }),
  ]);
  const options = { ...opened, trees, all: true, shadow: false, now: new Date() };
  const outcome = await runCheck(options, () => performance.now());
  const { verdict, findings, scope } = outcome.report;
  if (scope.total === 0) {
    throw new ActionFault(
      'unfinished',
      'There is no catalog in what is checked out, so nothing is known about any entry.',
    );
  }
  if (verdict !== 'error') return outcome;
  const faults = findings.filter(({ level }) => level === 'error').map(({ message }) => message);
  throw new ActionFault(
    'unfinished',
    `A check could not do its work, so no issue was opened, edited or closed. ${[...new Set(faults)].slice(0, 3).join(' ')}`,
  );
}
