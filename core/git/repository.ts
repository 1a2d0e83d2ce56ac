import { resolve } from 'node:path';
import { GitError } from './git-error.ts';
import { runGit } from './run-git.ts';

/** A folder of a Git repository that a catalog lives in: its root, or any folder below. */
export interface Repository {
  /** Absolute path of the folder; paths of files are relative to it. */
  readonly dir: string;
  /** Absolute path of the folder Git keeps its data in, shared by all work trees. */
  readonly gitDir: string;
  /** Path of the folder below the root of the work tree, with a slash at the end; empty for the root itself. */
  readonly prefix: string;
}

/** @throws {GitError} `not-a-repository` when the folder is not in one */
export async function openRepository(dir: string): Promise<Repository> {
  const absolute = resolve(dir);
  const output = await runGit(absolute, [
    'rev-parse',
    '--path-format=absolute',
    '--git-common-dir',
    '--show-prefix',
  ]);
  const [gitDir = '', prefix = ''] = output.split('\n');
  return { dir: absolute, gitDir, prefix };
}

/**
 * The full id of the commit that a revision names.
 * @throws {GitError} `unknown-revision`
 */
export async function resolveCommit(dir: string, revision: string): Promise<string> {
  try {
    const output = await runGit(dir, [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    return output.trim();
  } catch (error) {
    throw new GitError(
      'unknown-revision',
      `There is no commit called ${JSON.stringify(revision)} in ${dir}.`,
      error,
    );
  }
}

/**
 * The id of the tree of a commit: two commits with the same tree hold the same files.
 * @throws {GitError}
 */
export async function resolveTree(dir: string, commit: string): Promise<string> {
  return (await runGit(dir, ['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`])).trim();
}

/** The commit a branch points at; undefined where it has none. */
export async function findCommit(dir: string, revision: string): Promise<string | undefined> {
  try {
    return await resolveCommit(dir, revision);
  } catch (error) {
    if (error instanceof GitError && error.code === 'unknown-revision') return undefined;
    throw error;
  }
}

/** @throws {GitError} `no-common-history`, as in a shallow clone */
export async function mergeBase(dir: string, a: string, b: string): Promise<string> {
  try {
    return (await runGit(dir, ['merge-base', a, b])).trim();
  } catch (error) {
    throw new GitError(
      'no-common-history',
      `${a} and ${b} have no commit in common here. In a shallow clone fetch the whole history first.`,
      error,
    );
  }
}
