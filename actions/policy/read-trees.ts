import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { GitError } from '@souk/git/git-error.ts';
import { type ChangeListing, listChange } from '@souk/git/list-change.ts';
import { readFolderCatalog } from '@souk/git/read-catalog.ts';
import { readChange } from '@souk/git/read-change.ts';
import { assembleChanges } from '@souk/model/change/assemble-changes.ts';
import type { Change } from '@souk/model/change/change.ts';

/** The working tree, what it is compared with, and what differs. */
export interface ComparedTrees {
  /** Undefined where there is nothing to compare with. */
  readonly base: CatalogSnapshot | undefined;
  readonly head: CatalogSnapshot;
  readonly changes: readonly Change[];
}

/**
 * Reads the working tree and the commit that it is compared with: the one that is named, or the point where this branch
 * left main, where there is one.
 *
 * @throws {GitError}
 */
export async function readTrees(dir: string, base: string | undefined): Promise<ComparedTrees> {
  const listing = await list(dir, base);
  if (listing === undefined) return { base: undefined, head: await readFolderCatalog(dir), changes: [] };
  const trees = await readChange(listing);
  if (listing.baseCommit === undefined) return { base: undefined, head: trees.head, changes: [] };
  const sameContent = (from: string, to: string): boolean => {
    const oid = trees.base.files.get(from)?.oid;
    return oid !== undefined && oid === trees.head.files.get(to)?.oid;
  };
  return {
    base: trees.base,
    head: trees.head,
    changes: assembleChanges(trees.base.catalog, trees.head.catalog, trees.changedPaths, sameContent),
  };
}

async function list(dir: string, base: string | undefined): Promise<ChangeListing | undefined> {
  try {
    return await listChange(dir, { base, baseOptional: base === undefined });
  } catch (error) {
    if (error instanceof GitError && error.code === 'not-a-repository' && base === undefined)
      return undefined;
    throw error;
  }
}
