import { findCommit, type Repository } from './repository.ts';
import { runGitAnswer } from './run-git.ts';

/**
 * Whether a commit is another one or lies below it. A commit that the repository does not have lies below none.
 *
 * @throws {GitError}
 */
export async function isAncestor({ dir }: Repository, ancestor: string, commit: string): Promise<boolean> {
  if ((await findCommit(dir, ancestor)) === undefined) return false;
  const { exitCode } = await runGitAnswer(dir, ['merge-base', '--is-ancestor', ancestor, commit], [0, 1]);
  return exitCode === 0;
}
