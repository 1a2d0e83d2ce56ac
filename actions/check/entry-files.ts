import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import type { EntryFiles, FilesOfEntry } from '@souk/vetting/pipeline/entry-files.ts';
import type { VettedFile } from '@souk/vetting/vetted-entry.ts';

interface Trees {
  readonly base: CatalogSnapshot;
  readonly head: CatalogSnapshot;
  readonly changedPaths: readonly string[];
  /** Judge every file as if it had changed. */
  readonly all: boolean;
}

/** The files of entries as two trees hold them. */
export function entryFilesOf(trees: Promise<Trees>): EntryFiles {
  return {
    read: async ({ record, before }, limit) => {
      const { base, head, changedPaths, all } = await trees;
      const changed = new Set(changedPaths);
      const now = await readEntry(head, record.path, limit);
      const earlier = before === undefined ? noFiles : await readEntry(base, before.record.path, limit);
      const mark = (file: VettedFile, path: string): VettedFile => ({
        ...file,
        changed: all || changed.has(path),
      });
      const folder = attachmentFolder(record.path) ?? '';
      return {
        manifest: mark(now.manifest, record.path),
        files: new Map([...now.files].map(([name, file]) => [name, mark(file, folder + name)])),
        filesBefore: earlier.files,
        tooLarge: now.tooLarge,
      };
    },
  };
}

type Read = Pick<FilesOfEntry, 'manifest' | 'files' | 'tooLarge'>;

const noFiles: Read = {
  manifest: { name: '', bytes: new Uint8Array(), changed: false },
  files: new Map(),
  tooLarge: [],
};

async function readEntry(
  { catalog, readFiles }: CatalogSnapshot,
  manifestPath: string,
  limit: number,
): Promise<Read> {
  const folder = attachmentFolder(manifestPath);
  const names = folder === undefined ? [] : catalog.attachmentsOf(manifestPath);
  const blobs = await readFiles([manifestPath, ...names.map((name) => `${folder}${name}`)], limit);
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
