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
  return (await readCommitFiles(repository, commit, [path])).get(path);
}

/** The bytes of several files of a commit by path, in one go; those that it has not are left out. */
export async function readCommitFiles(
  repository: Repository,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const asked = [...new Set(paths)].filter((path) => !/[\r\n]/.test(path));
  const files = new Map<string, Uint8Array>();
  if (asked.length === 0) return files;
  const names = asked.map((path) => `${commit}:${repository.prefix}${path}\n`).join('');
  const output = await runGitBinary(repository.dir, ['cat-file', '--batch', '--buffer'], names);
  let start = 0;
  for (const path of asked) {
    const headerEnd = output.indexOf(0x0a, start);
    const [, type, size] = /^\S+ (\w+) (\d+)$/.exec(output.toString('latin1', start, headerEnd)) ?? [];
    start = headerEnd + 1;
    if (size === undefined) continue;
    const end = start + Number(size);
    if (type === 'blob') files.set(path, output.subarray(start, end));
    start = end + 1;
  }
  return files;
}
