import type { CatalogSnapshot } from './catalog-snapshot.ts';
import type { ChangeListing } from './list-change.ts';
import { applyDiskChanges, readChangedListing, readListing, scanListing } from './read-catalog.ts';

/** Two trees of a catalog and the paths in which they differ. */
export interface TreeChange {
  readonly base: CatalogSnapshot;
  /** Without a commit: the working tree. */
  readonly head: CatalogSnapshot;
  readonly changedPaths: readonly string[];
}

/** Reads the manifests of a change. */
export async function readChange(listing: ChangeListing): Promise<TreeChange> {
  const { repository, baseCommit, headCommit } = listing;
  const source = { repository, cache: await listing.cache };
  const read = listing.once ? scanListing : readListing;
  const base = await read(listing.base, source, baseCommit);
  const changes = await listing.changes;
  const changedPaths = changes.map(({ path }) => path);
  const headListing = await applyDiskChanges(repository.dir, listing.base, changes);
  return {
    base,
    head: await readChangedListing(base, headListing, changedPaths, source, headCommit),
    changedPaths,
  };
}
