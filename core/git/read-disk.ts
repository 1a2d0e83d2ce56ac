import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogRoots } from '@souk/model/catalog/catalog-layout.ts';
import { manifestLimits } from '@souk/model/manifest/limits.ts';
import type { Blob } from './read-blobs.ts';
import type { TreeFile, TreeListing } from './tree-file.ts';

/**
 * Reads a file of the working tree. A symbolic link is never followed.
 *
 * @param limit bytes; a larger file is not read
 */
export async function readDiskFile(
  dir: string,
  path: string,
  limit: number = manifestLimits.bytes,
): Promise<Blob> {
  try {
    const handle = await open(
      join(dir, path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      const stat = await handle.stat();
      if (!stat.isFile()) return { ok: false, reason: 'missing' };
      if (stat.size > limit) return { ok: false, reason: 'too-large', size: stat.size };
      return { ok: true, bytes: await handle.readFile() };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR' || code === 'ENXIO')
      return { ok: false, reason: 'missing' };
    throw error;
  }
}

/** What a path of the working tree is on disk now; undefined where nothing is there. */
export async function statDiskFile(dir: string, file: TreeFile): Promise<TreeFile | undefined> {
  try {
    const stat = await lstat(join(dir, file.path));
    if (stat.isSymbolicLink()) return { path: file.path, type: 'symlink' };
    return stat.isDirectory()
      ? { path: file.path, type: 'submodule' }
      : { path: file.path, type: 'file', size: stat.size };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Lists the catalog's files in a folder that is no Git checkout. */
export async function listFolder(dir: string): Promise<TreeListing> {
  const files = new Map<string, TreeFile>();
  const walk = async (folder: string): Promise<void> => {
    const entries = await readdir(join(dir, folder), { withFileTypes: true }).catch(absentAsEmpty);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) await walk(path);
      else files.set(path, { path, type: entry.isSymbolicLink() ? 'symlink' : 'file' });
    }
  };
  for (const root of catalogRoots) await walk(root);
  return files;
}

function absentAsEmpty(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
  throw error;
}
