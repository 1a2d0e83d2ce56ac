import { createHash } from 'node:crypto';
import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';

/**
 * What tells the files beside a manifest from others, one text a file. Git knows it; files that are not committed are
 * read.
 *
 * @param limit bytes of the largest file that is looked through
 */
export async function identifyFiles(
  { catalog, files, readFiles }: Pick<CatalogSnapshot, 'catalog' | 'files' | 'readFiles'>,
  manifestPath: string,
  limit: number,
): Promise<readonly string[]> {
  const folder = attachmentFolder(manifestPath);
  if (folder === undefined) return [];
  const beside = catalog
    .attachmentsOf(manifestPath)
    .map((name) => ({ name, file: files.get(folder + name) }));
  const loose = beside.filter(({ file }) => file !== undefined && file.oid === undefined);
  const contents =
    loose.length === 0
      ? new Map()
      : await readFiles(
          loose.map(({ name }) => folder + name),
          limit,
        );
  return beside.map(({ name, file }) => {
    const content = contents.get(folder + name);
    const id = file?.oid ?? (content?.ok === true ? sha256(content.bytes) : `${file?.size ?? 0} bytes`);
    return JSON.stringify([name, file?.type, id]);
  });
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
