import type { CatalogSource } from '../../reconcile/catalog-source.ts';
import { DriverError } from '../driver.ts';
import type { ReadFolder } from './terraform-ports.ts';

/** Of one file, and of a folder: a module is text. */
const MOST_BYTES = { file: 8 * 2 ** 20, folder: 32 * 2 ** 20 };

/** Reads folders from where the catalog comes from. Links are left out. */
export function readSourceFolder(source: Pick<CatalogSource, 'read'>): ReadFolder {
  return async (commit, folder) => {
    const snapshot = await source.read(commit);
    const paths = [...snapshot.files.values()].flatMap(({ path, type }) =>
      type === 'file' && path.startsWith(folder) ? [path] : [],
    );
    const blobs = await snapshot.readFiles(paths, MOST_BYTES.file, MOST_BYTES.folder);
    return new Map(
      paths.map((path) => {
        const blob = blobs.get(path);
        if (blob?.ok !== true)
          throw new DriverError(
            'invalid',
            `The file ${path} can't be read, or the folder of its module is too large.`,
          );
        return [path.slice(folder.length), blob.bytes] as const;
      }),
    );
  };
}
