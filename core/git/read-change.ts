import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { GitError } from './git-error.ts';
import { type ChangedPath, listChangesBetween, listTrackedChanges, listUntracked } from './list-changes.ts';
import { listCommit } from './list-commit.ts';
import { ManifestCache } from './manifest-cache.ts';
import { applyDiskChanges, readChangedListing, readListing } from './read-catalog.ts';
import { findCommit, mergeBase, type Repository, resolveCommit } from './repository.ts';
import type { TreeFile } from './tree-file.ts';

/** Two trees of a catalog and the paths in which they differ. */
export interface TreeChange {
  readonly base: CatalogSnapshot;
  /** Without a commit: the working tree. */
  readonly head: CatalogSnapshot;
  readonly changedPaths: readonly string[];
}

export interface ChangeRange {
  /** Revision to compare with; by default the point where this branch left main. */
  readonly base?: string | undefined;
  /** Revision to judge; by default the working tree. */
  readonly head?: string | undefined;
}

/** Branches that a change is made against, in the order they are tried. */
const MAIN = ['main', 'origin/main', 'master', 'origin/master'] as const;

/**
 * Reads the change between a base and a head. Without any commit to compare with, everything is new.
 * @throws {GitError} `unknown-revision`, `no-common-history`
 */
export async function readChange(repository: Repository, range: ChangeRange): Promise<TreeChange> {
  // With Git the time goes into waiting: what does not depend on each other runs at once. Looking for
  // untracked files takes longest in a large tree, so it begins first and is awaited last.
  const untracked = range.head === undefined ? listUntracked(repository) : Promise.resolve([]);
  untracked.catch(() => undefined);
  const loading = ManifestCache.load(repository);
  const headCommit = range.head === undefined ? undefined : await resolveCommit(repository, range.head);
  const baseCommit = await findBase(repository, range.base, headCommit);
  const listing = listChanges(repository, baseCommit, headCommit, untracked);
  listing.catch(() => undefined);
  const baseListing =
    baseCommit === undefined ? new Map<string, TreeFile>() : await listCommit(repository, baseCommit);
  const cache = await loading;
  const source = { repository, cache };
  const base = await readListing(baseListing, source, baseCommit);
  const changes = await listing;
  const changedPaths = changes.map(({ path }) => path);
  const headListing = await applyDiskChanges(repository.dir, baseListing, changes);
  return {
    base,
    head: await readChangedListing(base, headListing, changedPaths, source, headCommit),
    changedPaths,
  };
}

async function listChanges(
  repository: Repository,
  base: string | undefined,
  head: string | undefined,
  untracked: Promise<ChangedPath[]>,
): Promise<ChangedPath[]> {
  if (base === undefined) {
    if (head === undefined) return untracked;
    return [...(await listCommit(repository, head)).values()].map((file) => ({ path: file.path, file }));
  }
  if (head !== undefined) return listChangesBetween(repository, base, head);
  return (await Promise.all([listTrackedChanges(repository, base), untracked])).flat();
}

async function findBase(
  repository: Repository,
  base: string | undefined,
  head: string | undefined,
): Promise<string | undefined> {
  if (base !== undefined) return resolveCommit(repository, base);
  for (const branch of MAIN) {
    const found = await mergeBase(repository, branch, head ?? 'HEAD').catch(withoutHistory);
    if (found !== undefined) return found;
    if ((await findCommit(repository, branch)) === undefined) continue;
    if (head === undefined && (await findCommit(repository, 'HEAD')) === undefined) return undefined;
    throw new GitError(
      'no-common-history',
      `${branch} and ${head ?? 'HEAD'} have no commit in common here. In a shallow clone fetch the whole history first.`,
    );
  }
  return undefined;
}

function withoutHistory(error: unknown): undefined {
  if (error instanceof GitError && error.code === 'no-common-history') return undefined;
  throw error;
}
