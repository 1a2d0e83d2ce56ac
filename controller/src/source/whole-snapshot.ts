import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { GitError } from '@souk/git/git-error.ts';
import type { GitMirror } from './git-mirror.ts';

/**
 * A snapshot that is refused rather than taken with holes: a file that Git lists and does not have is damage of the
 * mirror, and no fault of the file.
 *
 * @throws {GitError} `command-failed`, and so do its `readFiles`
 */
export function wholeSnapshot<S extends CatalogSnapshot>(mirror: GitMirror, snapshot: S): S {
  for (const { path, problems } of snapshot.unreadable)
    if (problems.some(({ rule }) => rule === 'file/missing')) throw missing(path);
  return {
    ...snapshot,
    readFiles: (paths: readonly string[], limit: number, total?: number) =>
      mirror.read(async () => {
        const files = await snapshot.readFiles(paths, limit, total);
        for (const [path, blob] of files) if (!blob.ok && blob.reason === 'missing') throw missing(path);
        return files;
      }),
  };
}

function missing(path: string): GitError {
  return new GitError('command-failed', `The content of ${path} is missing.`);
}
