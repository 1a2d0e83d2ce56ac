import { Catalog, type CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { roleOf } from '@souk/model/catalog/catalog-layout.ts';
import { checkPath } from '@souk/model/catalog/check-path.ts';
import { type Problem, wholeFile } from '@souk/model/finding/draft-finding.ts';
import { tooLarge } from '@souk/model/manifest/decode-text.ts';
import { type ManifestValue, readManifestBytes } from '@souk/model/manifest/parse-manifest.ts';
import type { CatalogSnapshot, UnreadableFile } from './catalog-snapshot.ts';
import { type ChangedPath, listUntracked, listWorkTreeChanges } from './list-changes.ts';
import { listCommit } from './list-commit.ts';
import { ManifestCache } from './manifest-cache.ts';
import { LazyRecord, unsafeRecord } from './manifest-record.ts';
import { type Blob, readBlobs } from './read-blobs.ts';
import { listFolder, readDiskFile, statDiskFile } from './read-disk.ts';
import { findCommit, type Repository } from './repository.ts';
import type { TreeFile, TreeListing } from './tree-file.ts';

/** Re-reading fewer files than this is cheaper than rewriting the cache. */
const CACHE_WORTHWHILE = 64;

/** Reads the catalog of a commit from Git's objects; nothing is checked out. */
export async function readCommitCatalog(repository: Repository, commit: string): Promise<CatalogSnapshot> {
  const [listing, cache] = await Promise.all([listCommit(repository, commit), ManifestCache.load(repository)]);
  return readListing(listing, { repository, cache }, commit);
}

/** Reads the catalog of the working tree: uncommitted files included, ignored ones not. */
export async function readWorkTreeCatalog(repository: Repository): Promise<CatalogSnapshot> {
  const head = await findCommit(repository, 'HEAD');
  const [listing, changes, cache] = await Promise.all([
    head === undefined ? new Map<string, TreeFile>() : listCommit(repository, head),
    head === undefined ? listUntracked(repository) : listWorkTreeChanges(repository, head),
    ManifestCache.load(repository),
  ]);
  return readListing(await applyDiskChanges(repository.dir, listing, changes), { repository, cache });
}

/** Reads the catalog of a folder that is no Git checkout. */
export async function readFolderCatalog(dir: string): Promise<CatalogSnapshot> {
  return readListing(await listFolder(dir), { dir });
}

/** The listing after changes; a file that Git only knows from disk is looked at there. */
export async function applyDiskChanges(dir: string, base: TreeListing, changes: readonly ChangedPath[]): Promise<TreeListing> {
  const files = new Map(base);
  for (const { path, file } of changes) {
    const found = file === undefined || file.oid !== undefined ? file : await statDiskFile(dir, file);
    if (found === undefined) files.delete(path);
    else files.set(path, file?.type === 'submodule' ? file : found);
  }
  return files;
}

/** Where the content of files comes from: Git's objects with the cache of parsed ones, or the disk. */
export type ContentSource =
  | { readonly repository: Repository; readonly cache: ManifestCache }
  | { readonly dir: string };

/** Reads every manifest of a listing. */
export async function readListing(listing: TreeListing, source: ContentSource, commit?: string): Promise<CatalogSnapshot> {
  const records: CatalogRecord[] = [];
  const unreadable: UnreadableFile[] = [];
  const unread: TreeFile[] = [];
  const isFile = (path: string): boolean => listing.has(path);
  const oids: string[] = [];
  for (const file of listing.values()) {
    const odd = oddity(file);
    if (odd !== undefined) unreadable.push({ path: file.path, problems: [odd] });
    else if (roleOf(file.path, isFile).role === 'manifest') {
      const cached = file.oid === undefined || !('cache' in source) ? undefined : source.cache.get(file.oid);
      if (cached === undefined) unread.push(file);
      else records.push(new LazyRecord(file.path, cached));
      if (file.oid !== undefined) oids.push(file.oid);
    }
  }
  const blobs = await readFiles(unread, source);
  for (const file of unread) {
    const { key, value, problems } = readBlob(blobs.get(file.path));
    if (key === undefined) {
      unreadable.push({ path: file.path, problems });
    } else if (problems.length > 0) {
      records.push(unsafeRecord(file.path, key, problems));
    } else {
      records.push(new LazyRecord(file.path, { key, value: () => value, mentions: () => true }));
      if ('cache' in source && file.oid !== undefined) source.cache.add(file.oid, key, value);
    }
  }
  if ('cache' in source && unread.length >= CACHE_WORTHWHILE) {
    // A read-only repository works as well, only slower.
    await source.cache.store(source.repository, oids).catch(() => undefined);
  }
  return {
    ...(commit === undefined ? {} : { commit }),
    catalog: new Catalog(records, isFile),
    files: listing,
    unreadable,
    readText: async (path) => textOf(listing.get(path), source),
  };
}

function oddity(file: TreeFile): Problem | undefined {
  if (file.type === 'file') return checkPath(file.path);
  const what = file.type === 'symlink' ? 'a symbolic link' : 'a Git repository of its own';
  return {
    rule: 'file/not-regular',
    message: `This is ${what}; the catalog may hold plain files only.`,
    help: 'Replace it with a copy of the file.',
    place: wholeFile,
  };
}

async function readFiles(files: readonly TreeFile[], source: ContentSource): Promise<Map<string, Blob>> {
  const inGit = files.filter((file) => file.oid !== undefined);
  const blobs = 'repository' in source ? await readBlobs(source.repository, inGit.map((file) => file.oid ?? '')) : new Map<string, Blob>();
  const byPath = new Map<string, Blob>();
  for (const file of files) {
    const blob = file.oid === undefined ? await readDiskFile(dirOf(source), file.path) : blobs.get(file.oid);
    if (blob !== undefined) byPath.set(file.path, blob);
  }
  return byPath;
}

function readBlob(blob: Blob | undefined): ManifestValue {
  if (blob?.ok) return readManifestBytes(blob.bytes);
  if (blob?.reason === 'too-large') return { problems: [tooLarge(blob.size)] };
  return {
    problems: [
      { rule: 'file/missing', message: 'The content of this file cannot be read.', help: 'Fetch the whole repository, or restore the file.', place: wholeFile },
    ],
  };
}

async function textOf(file: TreeFile | undefined, source: ContentSource): Promise<string> {
  if (file === undefined || file.type !== 'file') return '';
  const blob = (await readFiles([file], source)).get(file.path);
  return blob?.ok ? new TextDecoder().decode(blob.bytes) : '';
}

function dirOf(source: ContentSource): string {
  return 'dir' in source ? source.dir : source.repository.dir;
}
