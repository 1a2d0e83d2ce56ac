import { listChange } from '@souk/git/list-change.ts';
import { openRepository } from '@souk/git/repository.ts';
import { writeCommit } from '@souk/git/write-commit.ts';
import { openCheck } from '../check/open-check.ts';
import { type CheckOutcome, runCheck } from '../check/run-check.ts';
import type { DraftChange } from './draft-change.ts';

/**
 * Judges a change before anybody is shown it, as its pull request will be: as objects of Git, by the policies that are
 * checked out.
 *
 * @param base commit that is checked out
 * @throws {GitError}
 */
export async function judgeDraft(
  workspace: string,
  base: string,
  { files }: DraftChange,
): Promise<CheckOutcome> {
  const repository = await openRepository(workspace);
  const head = await writeCommit(repository, base, files);
  const [opened, trees] = await Promise.all([openCheck(workspace), listChange(workspace, { base, head })]);
  const options = { ...opened, trees, all: false, shadow: false, now: new Date() };
  return runCheck(options, () => performance.now());
}
