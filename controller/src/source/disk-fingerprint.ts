import { createHash } from 'node:crypto';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogRoots } from '@souk/model/catalog/catalog-layout.ts';
import { SourceError } from './source-error.ts';

/** How many files are looked at in one go. */
const BATCH = 256;

/**
 * A text that changes when a file of the catalog is added, removed or edited: names, sizes and times, no content.
 * @throws {SourceError} `missing` when the folder is not there, so that it is never taken for an empty catalog
 */
export async function diskFingerprint(dir: string): Promise<string> {
  const hash = createHash('sha256');
  await statOrThrow(dir);
  for (const root of catalogRoots) {
    const paths = await listFiles(join(dir, root));
    for (let start = 0; start < paths.length; start += BATCH) {
      const lines = await Promise.all(paths.slice(start, start + BATCH).map(describe));
      hash.update(lines.join('\n'));
    }
  }
  return `disk:${hash.digest('hex')}`;
}

async function statOrThrow(dir: string): Promise<void> {
  try {
    await readdir(dir);
  } catch (cause) {
    throw new SourceError('missing', `The folder ${dir} can't be read.`, { cause });
  }
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function describe(path: string): Promise<string> {
  const stats = await lstat(path).catch(() => undefined);
  return stats === undefined ? path : `${path}\0${stats.mtimeMs}\0${stats.size}\0${stats.ino}`;
}
