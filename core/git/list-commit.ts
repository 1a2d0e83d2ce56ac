import { catalogRoots } from '@souk/model/catalog/catalog-layout.ts';
import type { Repository } from './repository.ts';
import { runGitListing } from './run-git.ts';
import { type TreeFile, type TreeListing, typeOfMode } from './tree-file.ts';

/** Lists the catalog's files at a commit. */
export function listCommit(repository: Repository, commit: string): Promise<TreeListing> {
  return listFolders(repository, commit, catalogRoots);
}

/** Lists the files of folders at a commit, however deep. */
export async function listFolders(
  repository: Repository,
  commit: string,
  folders: readonly string[],
): Promise<TreeListing> {
  return parseTree(await runGitListing(repository.dir, ['ls-tree', '-r', '-z', commit, '--', ...folders]));
}

/**
 * Lists the catalog's files at a commit with their sizes, as long as the list is no longer than that many bytes.
 * @throws {GitError} `unfit-tree` when it is
 */
export async function listSizedCommit(
  repository: Repository,
  commit: string,
  mostBytes: number,
): Promise<TreeListing> {
  const args = ['ls-tree', '-r', '-l', '-z', commit, '--', ...catalogRoots];
  const files = new Map<string, TreeFile>();
  for (const line of (await runGitListing(repository.dir, args, mostBytes)).split('\0')) {
    const tab = line.indexOf('\t');
    const [mode = '', , oid = '', size = ''] = line.slice(0, tab).split(/ +/);
    const path = line.slice(tab + 1);
    const sized = /^\d+$/.test(size) ? { size: Number(size) } : {};
    if (tab !== -1) files.set(path, { path, type: typeOfMode(mode), oid, ...sized });
  }
  return files;
}

/** Reads the output of `git ls-tree -r -z`: `<mode> <type> <oid>\t<path>` ended by NUL. */
function parseTree(output: string): Map<string, TreeFile> {
  const files = new Map<string, TreeFile>();
  for (
    let start = 0, end = output.indexOf('\0');
    end !== -1;
    start = end + 1, end = output.indexOf('\0', start)
  ) {
    const tab = output.indexOf('\t', start);
    const path = output.slice(tab + 1, end);
    const oid = output.slice(output.lastIndexOf(' ', tab) + 1, tab);
    files.set(path, { path, type: typeOfMode(output.slice(start, start + 6)), oid });
  }
  return files;
}
