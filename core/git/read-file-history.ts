import type { Repository } from './repository.ts';
import { runGit, runGitBinary } from './run-git.ts';

/** What a file was in one commit. */
export interface FileVersion {
  readonly commit: string;
  readonly bytes: Uint8Array;
}

/**
 * A file in every commit of a line of commits that has it, the oldest first.
 *
 * @param path from the root of the repository
 * @param limit how many commits are looked at, from the newest on
 * @throws {GitError}
 */
export async function readFileHistory(
  { dir }: Repository,
  commit: string,
  path: string,
  limit: number = Number.MAX_SAFE_INTEGER,
): Promise<FileVersion[]> {
  const list = ['rev-list', '--first-parent', `--max-count=${limit}`, '--end-of-options', commit];
  const commits = (await runGit(dir, list)).trim().split('\n').toReversed();
  const names = commits.map((name) => `${name}:${path}\n`).join('');
  const output = await runGitBinary(dir, ['cat-file', '--batch', '--buffer'], names);
  const versions: FileVersion[] = [];
  let start = 0;
  for (const name of commits) {
    const headerEnd = output.indexOf(0x0a, start);
    const [, type, size] = /^\S+ (\w+) (\d+)$/.exec(output.toString('latin1', start, headerEnd)) ?? [];
    start = headerEnd + 1;
    if (size === undefined) continue;
    const end = start + Number(size);
    if (type === 'blob') versions.push({ commit: name, bytes: output.subarray(start, end) });
    start = end + 1;
  }
  return versions;
}
