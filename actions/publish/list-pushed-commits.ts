import { GitError } from '@souk/git/git-error.ts';
import { resolveCommit } from '@souk/git/repository.ts';
import { runGitListing } from '@souk/git/run-git.ts';

/** Commits of one push that are looked at. */
const MOST_COMMITS = 50;

/**
 * What a push put on a branch, newest first: a merge counts, what it merged does not. Only the tip where the commit
 * before is not known here, as after a forced push.
 *
 * @throws {GitError}
 */
export async function listPushedCommits(
  dir: string,
  { before, after }: { readonly before: string | undefined; readonly after: string },
): Promise<readonly string[]> {
  if (before === undefined || !(await isKnown(dir, before))) return [after];
  const output = await runGitListing(dir, [
    'rev-list',
    '--first-parent',
    `--max-count=${MOST_COMMITS}`,
    `${before}..${after}`,
  ]);
  return output.split('\n').filter((line) => line !== '');
}

async function isKnown(dir: string, commit: string): Promise<boolean> {
  try {
    await resolveCommit(dir, commit);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.code === 'unknown-revision') return false;
    throw error;
  }
}
