import { resolve } from 'node:path';
import { listChange } from '@souk/git/list-change.ts';
import { openRepository, type Repository } from '@souk/git/repository.ts';
import type { SelectableCheck } from '@souk/model/check/check-names.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { readRange } from './event-range.ts';
import { openCheck } from './open-check.ts';
import { type CheckOutcome, runCheck } from './run-check.ts';
import { writePoliciesOf } from './write-policies-of.ts';

/** What is said of the change that a workflow runs for. */
export interface JudgedEvent {
  readonly outcome: CheckOutcome;
  readonly repository: Repository;
  /** Commit that was judged. */
  readonly head: string;
}

/**
 * Judges the change that a workflow runs for, from Git's objects alone and by the policies of its base.
 *
 * @param folder to write those policies to, which is made
 * @throws {GitError}
 * @throws {ActionFault} `event`, `usage`
 */
export async function judgeEvent(
  context: ActionContext,
  names: readonly SelectableCheck[],
  folder: string,
): Promise<JudgedEvent> {
  const { workspace } = context;
  const repository = await openRepository(workspace);
  const { base, head } = await readRange(context, repository);
  const all = context.flag('all');
  const trees = await listChange(workspace, { base, head, baseOptional: all, once: !all });
  const advisories = context.input('advisories');
  const opened = await openCheck(workspace, {
    names,
    policies: await writePoliciesOf(repository, trees.baseCommit ?? head, folder),
    ...(advisories === '' ? {} : { advisories: resolve(workspace, advisories) }),
  });
  const how = { all, shadow: false, now: new Date() };
  const outcome = await runCheck({ ...opened, ...how, trees }, () => performance.now());
  return { outcome, repository, head };
}
