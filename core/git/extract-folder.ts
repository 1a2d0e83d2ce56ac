import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GitError } from './git-error.ts';
import { listFolders } from './list-commit.ts';
import { readBlobs } from './read-blobs.ts';
import type { Repository } from './repository.ts';

export interface ExtractLimits {
  /** Files of the folder. */
  readonly mostFiles: number;
  /** Bytes of one file, and of all together. */
  readonly mostBytes: number;
  readonly mostTotalBytes: number;
}

export interface ExtractedFolder {
  /** Files written, by path within the folder. */
  readonly paths: readonly string[];
  /** Links and nested repositories, which are not written. */
  readonly leftOut: readonly string[];
}

/**
 * Writes the plain files of a folder of a commit to a folder on disk, which is made. They are read as objects: no filter
 * or hook of the repository runs, and no file lands outside, whatever its path says.
 *
 * @param folder from the folder that the repository was opened at
 * @throws {GitError} `unfit-tree` when it is larger than the limits, or has a path that no checkout makes
 */
export async function extractFolder(
  repository: Repository,
  commit: string,
  folder: string,
  into: string,
  limits: ExtractLimits,
): Promise<ExtractedFolder> {
  const files = [...(await listFolders(repository, commit, [`${folder}/`])).values()];
  if (files.length > limits.mostFiles) throw tooLarge(folder, `more than ${limits.mostFiles} files`);
  const plain = files.flatMap(({ path, type, oid }) =>
    type === 'file' && oid !== undefined ? [{ path: path.slice(folder.length + 1), oid }] : [],
  );
  const strange = plain.find(({ path }) => !isOfCheckout(path));
  if (strange !== undefined)
    throw new GitError('unfit-tree', `${folder} has the path ${JSON.stringify(strange.path)}.`);
  const oids = [...new Set(plain.map(({ oid }) => oid))];
  const blobs = await readBlobs(repository, oids, limits.mostBytes, limits.mostTotalBytes);
  for (const { path, oid } of plain) {
    const blob = blobs.get(oid);
    if (blob?.ok !== true) throw tooLarge(folder, `${path}, which cannot be read or is too large`);
    await mkdir(dirname(join(into, path)), { recursive: true });
    await writeFile(join(into, path), blob.bytes, { flag: 'wx' });
  }
  return {
    paths: plain.map(({ path }) => path),
    leftOut: files.flatMap(({ path, type }) => (type === 'file' ? [] : [path.slice(folder.length + 1)])),
  };
}

/** Git refuses to check out other paths; trees that are made by hand may have them. */
function isOfCheckout(path: string): boolean {
  return path.split('/').every((name) => !/^(?:|\.|\.\.|\.git)$/i.test(name) && !/[\\\0]/.test(name));
}

function tooLarge(folder: string, what: string): GitError {
  return new GitError('unfit-tree', `${folder} has ${what}.`);
}
