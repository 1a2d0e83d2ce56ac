import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { GitError } from '@souk/git/git-error.ts';
import { type ChangeListing, listChange } from '@souk/git/list-change.ts';
import { readFolderCatalog, readWorkTreeCatalog } from '@souk/git/read-catalog.ts';
import { readChange } from '@souk/git/read-change.ts';
import { openRepository } from '@souk/git/repository.ts';

/**
 * The catalog as it lies on disk, in a Git checkout or in a plain folder. What was read of its base before is not read
 * again, so that the time goes by the change and not by the catalog.
 */
export async function readWorkTree(dir: string): Promise<CatalogSnapshot> {
  const listing = await list(dir);
  if (listing === 'plain') return readFolderCatalog(dir);
  if (listing === 'without-base') return readWorkTreeCatalog(await openRepository(dir));
  return (await readChange(listing)).head;
}

async function list(dir: string): Promise<ChangeListing | 'plain' | 'without-base'> {
  try {
    const listing = await listChange(dir, { baseOptional: true });
    return listing.baseCommit === undefined ? 'without-base' : listing;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (error.code === 'not-a-repository') return 'plain';
    if (error.code === 'no-common-history') return 'without-base';
    throw error;
  }
}
