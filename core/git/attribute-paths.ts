import { catalogRoots } from '@souk/model/catalog/catalog-layout.ts';
import type { Repository } from './repository.ts';
import { runGitListing } from './run-git.ts';

/** Who made a commit, and when it came to be. */
export interface CommitAuthorship {
  readonly commit: string;
  readonly author: { readonly name: string; readonly email: string };
  /** When it was committed, which for a merge is when it was merged. */
  readonly at: Date;
}

/** No path of a catalog begins like this. */
const COMMIT = '\u0001';

/**
 * Of each path of the catalog that a commit of the branch touched on the way from `base` to `head`, the last such
 * commit. What a merge brought along is the merge's.
 *
 * @throws {GitError}
 */
export async function attributePaths(
  { dir }: Repository,
  base: string,
  head: string,
): Promise<Map<string, CommitAuthorship>> {
  const output = await runGitListing(dir, [
    'log',
    '-z',
    '--first-parent',
    '--diff-merges=first-parent',
    '--no-renames',
    '--name-only',
    '--relative',
    '--no-show-signature',
    '--format=%x01%H%x00%an%x00%ae%x00%cI',
    `${base}..${head}`,
    '--',
    ...catalogRoots,
  ]);
  return parseLog(output);
}

/** Reads commits, each of four fields and its paths, all separated by NUL. */
function parseLog(output: string): Map<string, CommitAuthorship> {
  const touched = new Map<string, CommitAuthorship>();
  const parts = output.split('\0');
  let commit: CommitAuthorship | undefined;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    if (part.startsWith(COMMIT)) {
      const [name = '', email = '', at = ''] = parts.slice(i + 1, i + 4);
      commit = { commit: part.slice(COMMIT.length), author: { name, email }, at: new Date(at) };
      i += 3;
      continue;
    }
    const path = part.replace(/^\n/, '');
    if (path !== '' && commit !== undefined && !touched.has(path)) touched.set(path, commit);
  }
  return touched;
}
