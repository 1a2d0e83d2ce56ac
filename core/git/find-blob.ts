import type { Repository } from './repository.ts';
import { runGitListing } from './run-git.ts';

/**
 * Id of the blob that a commit has at a path; undefined where it has none.
 *
 * @param path from the folder that the repository was opened at
 * @throws {GitError}
 */
export async function findBlob(
  { dir }: Repository,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const output = await runGitListing(dir, ['ls-tree', '-z', commit, '--', path]);
  return /^\d+ blob ([0-9a-f]+)\t/.exec(output)?.[1];
}
