import type { Repository } from './repository.ts';
import { runGit } from './run-git.ts';

export interface CommitRange {
  /** What lies below it is left out; nothing is when undefined. */
  readonly base: string | undefined;
  readonly head: string;
  readonly limit: number;
  /** Only what was made or merged on the branch itself, not the commits that a merge brought along. */
  readonly firstParent: boolean;
}

/**
 * Ids of the commits that `head` has and `base` has not, the newest first.
 *
 * @throws {GitError}
 */
export async function listCommitsBetween(
  { dir }: Repository,
  { base, head, limit, firstParent }: CommitRange,
): Promise<readonly string[]> {
  const output = await runGit(dir, [
    'rev-list',
    `--max-count=${limit}`,
    ...(firstParent ? ['--first-parent'] : []),
    '--end-of-options',
    base === undefined ? head : `${base}..${head}`,
  ]);
  return output.split('\n').filter((line) => line !== '');
}
