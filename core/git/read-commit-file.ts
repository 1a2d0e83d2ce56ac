import type { Repository } from './repository.ts';
import { runGitBinary } from './run-git.ts';

/**
 * The bytes of one file of a commit, of whatever size; undefined where the commit has none.
 *
 * @param path from the folder that the repository was opened at
 * @throws {GitError} when Git cannot answer
 */
export async function readCommitFile(
  repository: Repository,
  commit: string,
  path: string,
): Promise<Uint8Array | undefined> {
  if (/[\r\n]/.test(path)) return undefined;
  const output = await runGitBinary(
    repository.dir,
    ['cat-file', '--batch'],
    `${commit}:${repository.prefix}${path}\n`,
  );
  const headerEnd = output.indexOf(0x0a);
  const [, type, size] = /^\S+ (\w+) (\d+)$/.exec(output.toString('latin1', 0, headerEnd)) ?? [];
  return type === 'blob' ? output.subarray(headerEnd + 1, headerEnd + 1 + Number(size)) : undefined;
}
