import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { GitError } from '@souk/git/git-error.ts';
import { readFolderCatalog, readWorkTreeCatalog } from '@souk/git/read-catalog.ts';
import { openRepository } from '@souk/git/repository.ts';

/** The catalog as it lies on disk, in a Git checkout or in a plain folder. */
export async function readCatalogOnDisk(dir: string): Promise<CatalogSnapshot> {
  try {
    return await readWorkTreeCatalog(await openRepository(dir));
  } catch (error) {
    if (error instanceof GitError && error.code === 'not-a-repository') return readFolderCatalog(dir);
    throw error;
  }
}
