import type { ManifestCache } from './manifest-cache.ts';
import { type Blob, readBlobs } from './read-blobs.ts';
import { readDiskFile } from './read-disk.ts';
import type { Repository } from './repository.ts';
import type { TreeFile } from './tree-file.ts';

/** Where the content of files comes from: Git's objects with the cache of parsed ones, or the disk alone. */
export type ContentSource =
  | { readonly repository: Repository; readonly cache: ManifestCache }
  | { readonly dir: string };

/** The content of files by path. */
export async function readContents(
  files: readonly TreeFile[],
  source: ContentSource,
): Promise<Map<string, Blob>> {
  const oids = files.flatMap(({ oid }) => oid ?? []);
  const blobs = 'repository' in source ? await readBlobs(source.repository, oids) : new Map<string, Blob>();
  const dir = 'dir' in source ? source.dir : source.repository.dir;
  const contents = new Map<string, Blob>();
  for (const file of files) {
    const blob = file.oid === undefined ? await readDiskFile(dir, file.path) : blobs.get(file.oid);
    if (blob !== undefined) contents.set(file.path, blob);
  }
  return contents;
}

/** The text of a file as far as it can be shown; empty where it cannot be read. */
export async function readText(file: TreeFile | undefined, source: ContentSource): Promise<string> {
  if (file?.type !== 'file') return '';
  const blob = (await readContents([file], source)).get(file.path);
  return blob?.ok ? new TextDecoder().decode(blob.bytes) : '';
}
