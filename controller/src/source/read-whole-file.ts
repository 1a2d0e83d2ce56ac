import { findBlob } from '@souk/git/find-blob.ts';
import { GitError } from '@souk/git/git-error.ts';
import { readCommitFile } from '@souk/git/read-commit-file.ts';
import type { Repository } from '@souk/git/repository.ts';

/**
 * The bytes of one file of a commit; undefined where the commit has none, and only there.
 *
 * @throws {GitError} when the commit or the content is missing
 */
export async function readWholeFile(
  repository: Repository,
  commit: string,
  path: string,
): Promise<Uint8Array | undefined> {
  const bytes = await readCommitFile(repository, commit, path);
  if (bytes === undefined && (await findBlob(repository, commit, path)) !== undefined)
    throw new GitError('command-failed', `The content of ${path} is missing.`);
  return bytes;
}
