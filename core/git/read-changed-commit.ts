import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { type ChangedPath, listChangesBetween } from './list-changes.ts';
import { listCommit } from './list-commit.ts';
import { ManifestCache } from './manifest-cache.ts';
import { applyDiskChanges, readChangedListing } from './read-catalog.ts';
import { findCommit, type Repository } from './repository.ts';
import type { TreeListing } from './tree-file.ts';

/** A catalog that was read on top of another. */
export interface ChangedCatalog extends CatalogSnapshot {
  /** Every path in which it differs from its base. */
  readonly changedPaths: readonly string[];
}

/**
 * The catalog of a commit, on top of one that was read before: what did not change is taken over, so that the cost
 * follows the change. A base whose commit the repository has lost will do as well.
 *
 * @throws {GitError}
 */
export async function readChangedCommit(
  repository: Repository,
  base: CatalogSnapshot,
  commit: string,
): Promise<ChangedCatalog> {
  const changes = await listChangesSince(repository, base, commit);
  const changedPaths = changes.map(({ path }) => path);
  const listing = await applyDiskChanges(repository.dir, base.files, changes);
  const source = { repository, cache: new ManifestCache() };
  const snapshot = await readChangedListing(base, listing, changedPaths, source, commit, 'as it is');
  return { ...snapshot, changedPaths };
}

async function listChangesSince(
  repository: Repository,
  base: CatalogSnapshot,
  commit: string,
): Promise<readonly ChangedPath[]> {
  const known = base.commit === undefined ? undefined : await findCommit(repository.dir, base.commit);
  return known === undefined
    ? compareListings(base.files, await listCommit(repository, commit))
    : listChangesBetween(repository, known, commit);
}

function compareListings(base: TreeListing, head: TreeListing): ChangedPath[] {
  const changed = [...head.values()].filter(({ path, type, oid }) => {
    const before = base.get(path);
    return before === undefined || before.type !== type || before.oid !== oid;
  });
  return [
    ...changed.map((file) => ({ path: file.path, file })),
    ...[...base.keys()].filter((path) => !head.has(path)).map((path) => ({ path })),
  ];
}
