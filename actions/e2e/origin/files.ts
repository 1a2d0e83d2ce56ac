import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a commit puts at a path: the content of a file, an entry of another mode, or null to delete it. */
export type FileChange =
  | string
  | Uint8Array
  | null
  /** `content` is the target of a symlink, or the commit of a submodule. */
  | { readonly mode: '100755' | '120000' | '160000'; readonly content: string };

/** By the path from the root of the repository. */
export type Files = Readonly<Record<string, FileChange>>;

/** Everything below a folder, as a commit would take it; without symlinks, `.git` and `node_modules`. */
export async function readFolder(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !/(^|\/)(\.git|node_modules)(\/|$)/.test(path));
  return Object.fromEntries(
    await Promise.all(files.map(async (path) => [path, await readFile(join(folder, path))] as const)),
  );
}
