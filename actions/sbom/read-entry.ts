import { join } from 'node:path';
import { readDiskFile } from '@souk/git/read-disk.ts';
import { type Entry, isEntry } from '@souk/model/manifest/manifest.ts';
import { checkManifest, readManifestBytes } from '@souk/model/manifest/parse-manifest.ts';
import { UsageError } from '../cli/exit-code.ts';

/**
 * The app or connector whose manifest lies in a folder; undefined when there is no manifest.
 *
 * @throws {UsageError} when the manifest is not valid, or is of another kind
 */
export async function readEntry(folder: string): Promise<Entry | undefined> {
  const file = await readDiskFile(folder, 'manifest.yaml');
  if (!file.ok && file.reason === 'missing') return undefined;
  const read = file.ok ? readManifestBytes(file.bytes) : undefined;
  const manifest = read?.value === undefined ? undefined : checkManifest(read.value).manifest;
  if (manifest !== undefined && isEntry(manifest)) return manifest;
  throw new UsageError(
    `${join(folder, 'manifest.yaml')} is no valid manifest of an app or connector. What is wrong: souk check`,
  );
}
