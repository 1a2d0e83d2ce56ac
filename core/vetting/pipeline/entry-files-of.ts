import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import type { VettedFile } from '../vetted-entry.ts';
import type { EntryFiles, FilesOfEntry } from './entry-files.ts';

/** A catalog with the bytes of its files, such as a snapshot of Git. */
export interface FileTree {
  readonly catalog: Catalog;
  readFiles(paths: readonly string[], limit: number, total?: number): Promise<ReadonlyMap<string, FileBytes>>;
}

export type FileBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'too-large'; readonly size: number }
  | { readonly ok: false; readonly reason: 'missing' };

interface Trees {
  readonly base: FileTree;
  readonly head: FileTree;
  readonly changedPaths: readonly string[];
  /** Judge every file as if it had changed. */
  readonly all: boolean;
}

/** The files of entries as two trees hold them. */
export function entryFilesOf(trees: Trees | Promise<Trees>): EntryFiles {
  return {
    read: async ({ record, before }, limit) => {
      const { base, head, changedPaths, all } = await trees;
      const changed = new Set(changedPaths);
      const now = await readEntry(head, record.path, limit);
      const earlier = before === undefined ? noFiles : await readEntry(base, before.record.path, limit);
      const earlierNames = new Set([...earlier.files.keys(), ...earlier.tooLarge.map(({ name }) => name)]);
      // A file that lay there before the entry did is new to it: nobody looked at it while nothing owned it.
      const mark = (file: VettedFile, path: string, isNew: boolean): VettedFile => ({
        ...file,
        changed: all || isNew || changed.has(path),
      });
      const folder = attachmentFolder(record.path) ?? '';
      return {
        manifest: mark(now.manifest, record.path, before === undefined),
        files: new Map(
          [...now.files].map(([name, file]) => [name, mark(file, folder + name, !earlierNames.has(name))]),
        ),
        filesBefore: earlier.files,
        tooLarge: now.tooLarge,
      };
    },
  };
}

/** What all files of an entry have together: as much as this many of the largest. It stands in memory twice. */
const MOST_LARGE_FILES = 10;

type Read = Pick<FilesOfEntry, 'manifest' | 'files' | 'tooLarge'>;

const noFiles: Read = {
  manifest: { name: '', bytes: new Uint8Array(), changed: false },
  files: new Map(),
  tooLarge: [],
};

async function readEntry(
  { catalog, readFiles }: FileTree,
  manifestPath: string,
  limit: number,
): Promise<Read> {
  const folder = attachmentFolder(manifestPath);
  const names = folder === undefined ? [] : catalog.attachmentsOf(manifestPath);
  const paths = [manifestPath, ...names.map((name) => `${folder}${name}`)];
  const blobs = await readFiles(paths, limit, limit * MOST_LARGE_FILES);
  const files = new Map<string, VettedFile>();
  const tooLarge: { name: string; size: number }[] = [];
  for (const name of names) {
    const blob = blobs.get(`${folder}${name}`);
    if (blob?.ok) files.set(name, { name, bytes: blob.bytes, changed: false });
    else if (blob?.reason === 'too-large') tooLarge.push({ name, size: blob.size });
  }
  const manifest = blobs.get(manifestPath);
  const name = manifestPath.slice(manifestPath.lastIndexOf('/') + 1);
  return {
    manifest: { name, bytes: manifest?.ok ? manifest.bytes : new Uint8Array(), changed: false },
    files,
    tooLarge,
  };
}
