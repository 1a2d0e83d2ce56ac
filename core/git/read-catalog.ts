import { Catalog, type CatalogRecord } from '@souk/model/catalog/catalog.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { type ContentSource, readFiles, readTexts } from './content-source.ts';
import { type ChangedPath, listUntracked, listWorkTreeChanges } from './list-changes.ts';
import { listCommit } from './list-commit.ts';
import { ManifestCache } from './manifest-cache.ts';
import { LazyRecord, unsafeRecord } from './manifest-record.ts';
import { listFolder, statDiskFile } from './read-disk.ts';
import { type ReadManifests, readManifests } from './read-manifests.ts';
import { findCommit, type Repository } from './repository.ts';
import type { TreeFile, TreeListing } from './tree-file.ts';

/** Reads the catalog of a commit from Git's objects; nothing is checked out. */
export async function readCommitCatalog(repository: Repository, commit: string): Promise<CatalogSnapshot> {
  const cache = await ManifestCache.load(repository);
  const listing = cache.recall(repository, commit)?.listing ?? (await listCommit(repository, commit));
  return readListing(listing, { repository, cache }, commit);
}

/** Reads the catalog of the working tree: uncommitted files included, ignored ones not. */
export async function readWorkTreeCatalog(repository: Repository): Promise<CatalogSnapshot> {
  const head = await findCommit(repository.dir, 'HEAD');
  const [listing, changes, cache] = await Promise.all([
    head === undefined ? new Map<string, TreeFile>() : listCommit(repository, head),
    head === undefined ? listUntracked(repository.dir) : listWorkTreeChanges(repository, head),
    ManifestCache.load(repository),
  ]);
  return readListing(await applyDiskChanges(repository.dir, listing, changes), { repository, cache });
}

/** Reads the catalog of a folder that is no Git checkout. */
export async function readFolderCatalog(dir: string): Promise<CatalogSnapshot> {
  return readListing(await listFolder(dir), { dir });
}

/** Reads every manifest of a listing. */
export async function readListing(
  listing: TreeListing,
  source: ContentSource,
  commit?: string,
): Promise<CatalogSnapshot> {
  const isFile = (path: string): boolean => listing.has(path);
  if (commit === undefined || !('cache' in source)) {
    return assembleSnapshot(
      await readManifests([...listing.values()], isFile, source),
      listing,
      source,
      commit,
    );
  }
  const remembered = source.cache.recall(source.repository, commit);
  const read = await readManifests(remembered?.others ?? [...listing.values()], isFile, source);
  if (read.parsed >= MANY_FILES || (remembered === undefined && listing.size >= MANY_FILES)) {
    // A read-only repository works as well, only slower.
    await source.cache.store(source.repository, commit, listing).catch(() => undefined);
  }
  const recalled = remembered?.manifests.map(({ path, cached }) => new LazyRecord(path, cached)) ?? [];
  return assembleSnapshot({ ...read, records: [...recalled, ...read.records] }, listing, source, commit);
}

/** Reads the keys of every manifest of a listing, and of each the rest when it is asked for. Nothing is remembered. */
export async function scanListing(
  listing: TreeListing,
  source: ContentSource,
  commit?: string,
): Promise<CatalogSnapshot> {
  const isFile = (path: string): boolean => listing.has(path);
  return assembleSnapshot(
    await readManifests([...listing.values()], isFile, source, 'scan'),
    listing,
    source,
    commit,
  );
}

/** Reading fewer files than this again is cheaper than remembering them. */
const MANY_FILES = 64;

/**
 * The catalog after a change: what did not change is taken over as it is, so that the cost follows the change.
 *
 * @param changedPaths every path in which the two listings differ
 * @param broken what becomes of a file that breaks: it keeps the identity it had in the base, or it is read as in any
 *   other reading of the whole
 */
export async function readChangedListing(
  base: CatalogSnapshot,
  listing: TreeListing,
  changedPaths: readonly string[],
  source: ContentSource,
  commit?: string,
  broken: 'keeps identity' | 'as it is' = 'keeps identity',
): Promise<CatalogSnapshot> {
  const isFile = (path: string): boolean => listing.has(path);
  const affected = new Set(changedPaths);
  // A manifest.yaml that comes or goes changes the role of the files around it.
  const folders = changedPaths.filter(
    (path) => path.endsWith('/manifest.yaml') && listing.has(path) !== base.files.has(path),
  );
  if (folders.length > 0) {
    for (const path of listing.keys()) {
      if (folders.some((folder) => path.startsWith(folder.slice(0, -'manifest.yaml'.length))))
        affected.add(path);
    }
  }
  const fresh = await readManifests(
    [...affected].flatMap((path) => listing.get(path) ?? []),
    isFile,
    source,
  );
  const read = broken === 'keeps identity' ? keepIdentity(base, fresh) : fresh;
  const merged = {
    records: merge(base.catalog.records, read.records, affected),
    unreadable: merge(base.unreadable, read.unreadable, affected),
    parsed: fresh.parsed,
  };
  return assembleSnapshot(merged, listing, source, commit);
}

/** A manifest that breaks is still there: the file keeps the identity it had, and is no removal. */
function keepIdentity(base: CatalogSnapshot, fresh: ReadManifests): ReadManifests {
  if (fresh.unreadable.length === 0) return fresh;
  const keys = new Map(base.catalog.records.map(({ path, key }) => [path, key]));
  const known = fresh.unreadable.flatMap(({ path, problems }) => {
    const key = keys.get(path);
    return key === undefined ? [] : [unsafeRecord(path, key, problems)];
  });
  return {
    ...fresh,
    records: [...fresh.records, ...known],
    unreadable: fresh.unreadable.filter(({ path }) => !keys.has(path)),
  };
}

function merge<Item extends { readonly path: string }>(
  base: readonly Item[],
  fresh: readonly Item[],
  affected: ReadonlySet<string>,
): Item[] {
  return [...base.filter(({ path }) => !affected.has(path)), ...fresh];
}

/** The listing after changes; a file that Git only knows from disk is looked at there. */
export async function applyDiskChanges(
  dir: string,
  base: TreeListing,
  changes: readonly ChangedPath[],
): Promise<TreeListing> {
  const files = new Map(base);
  for (const { path, file } of changes) {
    const found = file === undefined || file.oid !== undefined ? file : await statDiskFile(dir, file);
    if (found === undefined) files.delete(path);
    else files.set(path, file?.type === 'submodule' ? file : found);
  }
  return files;
}

function assembleSnapshot(
  read: ReadManifests,
  listing: TreeListing,
  source: ContentSource,
  commit: string | undefined,
): CatalogSnapshot {
  return {
    ...(commit === undefined ? {} : { commit }),
    catalog: new Catalog(read.records as CatalogRecord[], listing),
    files: listing,
    unreadable: read.unreadable,
    readText: async (path) => (await readTexts([path], listing, source)).get(path) ?? '',
    readTexts: (paths) => readTexts(paths, listing, source),
    readFiles: (paths, limit, total) => readFiles(paths, listing, source, limit, total),
  };
}
