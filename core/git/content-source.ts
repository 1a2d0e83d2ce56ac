import { manifestLimits } from '@souk/model/manifest/limits.ts';
import type { ManifestCache } from './manifest-cache.ts';
import { type Blob, readBlobs } from './read-blobs.ts';
import { readDiskFile } from './read-disk.ts';
import type { Repository } from './repository.ts';
import type { TreeFile, TreeListing } from './tree-file.ts';

/** Where the content of files comes from: Git's objects with the cache of parsed ones, or the disk alone. */
export type ContentSource =
  | { readonly repository: Repository; readonly cache: ManifestCache }
  | { readonly dir: string };

/**
 * The content of files by path.
 *
 * @param limit bytes of the largest file that is read; by default that of a manifest
 * @param total bytes of all files that are read
 */
export async function readContents(
  files: readonly TreeFile[],
  source: ContentSource,
  limit: number = manifestLimits.bytes,
  total: number = Number.POSITIVE_INFINITY,
): Promise<Map<string, Blob>> {
  const oids = files.flatMap(({ oid }) => oid ?? []);
  const blobs =
    'repository' in source ? await readBlobs(source.repository, oids, limit, total) : new Map<string, Blob>();
  const dir = 'dir' in source ? source.dir : source.repository.dir;
  const contents = new Map<string, Blob>();
  let left = total;
  for (const file of files) {
    const blob =
      file.oid === undefined
        ? await readDiskFile(dir, file.path, Math.min(limit, left))
        : blobs.get(file.oid);
    if (blob?.ok && file.oid === undefined) left -= blob.bytes.byteLength;
    if (blob !== undefined) contents.set(file.path, blob);
  }
  return contents;
}

/** The content of files by path, as far as they are plain files that the listing has. */
export async function readFiles(
  paths: readonly string[],
  listing: TreeListing,
  source: ContentSource,
  limit: number,
  total?: number,
): Promise<Map<string, Blob>> {
  const files = paths.flatMap((path) => {
    const file = listing.get(path);
    return file?.type === 'file' ? [file] : [];
  });
  return readContents(files, source, limit, total);
}

/** The texts of files as far as they can be shown; empty where one cannot be read. */
export async function readTexts(
  paths: readonly string[],
  listing: TreeListing,
  source: ContentSource,
): Promise<Map<string, string>> {
  const files = paths.flatMap((path) => {
    const file = listing.get(path);
    return file?.type === 'file' ? [file] : [];
  });
  const contents = await readContents(files, source);
  const decoder = new TextDecoder();
  return new Map(
    paths.map((path) => {
      const blob = contents.get(path);
      return [path, blob?.ok ? decoder.decode(blob.bytes) : ''];
    }),
  );
}
