import { catalogRoots } from '@souk/model/catalog/catalog-layout.ts';
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
  /** Whether the policies beside the catalog are others than in its base; true when that is not known. */
  readonly policiesChanged: boolean;
}

/** Holds a digest of all other files of the bundle. */
const POLICIES = 'policies/bundle/manifest.json';

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
  const differing = await listChangesSince(repository, base, commit);
  const changes =
    differing?.filter(({ path }) => path !== POLICIES) ?? (await compareWith(repository, base, commit));
  const policiesChanged = differing === undefined || differing.length > changes.length;
  const changedPaths = changes.map(({ path }) => path);
  const listing = await applyDiskChanges(repository.dir, base.files, changes);
  const source = { repository, cache: new ManifestCache() };
  const snapshot = await readChangedListing(base, listing, changedPaths, source, commit, 'as it is');
  return { ...snapshot, changedPaths, policiesChanged };
}

/** Undefined when the base may have been lost with an earlier copy of the repository. */
async function listChangesSince(
  repository: Repository,
  { commit: base }: CatalogSnapshot,
  commit: string,
): Promise<readonly ChangedPath[] | undefined> {
  if (base === undefined) return undefined;
  try {
    return await listChangesBetween(repository, base, commit, [...catalogRoots, POLICIES]);
  } catch (error) {
    if ((await findCommit(repository.dir, base)) !== undefined) throw error;
    return undefined;
  }
}

async function compareWith(
  repository: Repository,
  base: CatalogSnapshot,
  commit: string,
): Promise<readonly ChangedPath[]> {
  return compareListings(base.files, await listCommit(repository, commit));
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
