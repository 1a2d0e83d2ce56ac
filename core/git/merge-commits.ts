import type { Repository } from './repository.ts';
import { runGitAnswer, runGitBinary } from './run-git.ts';

export interface MergeResult {
  /** The commit that the merge gives; undefined when Git cannot merge by itself. */
  readonly commit: string | undefined;
  /** Files that both sides changed in ways that do not go together. */
  readonly conflicts: readonly string[];
}

const IDENTITY = ['-c', 'user.name=Souk', '-c', 'user.email=souk@localhost'];

/**
 * What merging `head` into `base` gives, made of objects alone: nothing is checked out, so no filter, hook or merge
 * driver that the change brings along is run.
 *
 * @throws {GitError}
 */
export async function mergeCommits(repository: Repository, base: string, head: string): Promise<MergeResult> {
  const { exitCode, output } = await runGitAnswer(
    repository.dir,
    ['merge-tree', '--write-tree', '-z', '--name-only', '--no-messages', base, head],
    [0, 1],
  );
  const [tree = '', ...conflicts] = output.toString('utf8').split('\0').filter(Boolean);
  if (exitCode === 1) return { commit: undefined, conflicts: [...new Set(conflicts)] };
  const parents = ['-p', base, '-p', head];
  const commit = await runGitBinary(
    repository.dir,
    [...IDENTITY, 'commit-tree', tree, ...parents, '-m', 'Merge'],
    '',
  );
  return { commit: commit.toString('utf8').trim(), conflicts: [] };
}
