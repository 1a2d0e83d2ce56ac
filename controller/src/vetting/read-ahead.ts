import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { attachmentFolder } from '@souk/model/catalog/catalog-layout.ts';
import type { FileBytes } from '@souk/vetting/pipeline/entry-files-of.ts';

/** Entries whose files are read in one go: asking Git costs as much for one file as for hundreds. */
export const READ_TOGETHER = 64;
/** Bytes of the largest file that is read ahead, and of all that is. */
const LARGEST = 256 * 1024;
const MOST = 32 * 1024 * 1024;

type Readable = Pick<CatalogSnapshot, 'catalog' | 'readFiles' | 'readTexts'>;

/**
 * The files of a catalog for somebody who goes through entries in an order: small ones are read for many entries at
 * once. What each read gives is the same as without.
 *
 * @param order paths of the manifests
 */
export function readAhead<Snapshot extends Readable>(snapshot: Snapshot, order: readonly string[]): Snapshot {
  const groupOf = new Map(order.map((path, i) => [path, Math.floor(i / READ_TOGETHER)]));
  let loaded: { readonly group: number; readonly bytes: ReadonlyMap<string, Uint8Array> } | undefined;
  const bytesFor = async (paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> => {
    const group = paths.map((path) => groupOf.get(path)).find((known) => known !== undefined);
    if (group === undefined || loaded?.group === group) return loaded?.bytes ?? new Map();
    const manifests = order.slice(group * READ_TOGETHER, (group + 1) * READ_TOGETHER);
    const bytes = await readSmall(snapshot, manifests);
    loaded = { group, bytes };
    return bytes;
  };
  return {
    ...snapshot,
    readFiles: async (paths, limit, total = Number.POSITIVE_INFINITY) => {
      const known = await bytesFor(paths);
      const files = new Map<string, FileBytes>();
      let left = total;
      for (const path of paths) {
        const bytes = known.get(path);
        // What counts against a limit depends on all that is read: then they are read together.
        if (bytes === undefined || bytes.byteLength > Math.min(limit, left))
          return snapshot.readFiles(paths, limit, total);
        left -= bytes.byteLength;
        files.set(path, { ok: true, bytes });
      }
      return files;
    },
    readTexts: async (paths) => {
      const known = await bytesFor(paths);
      const decoder = new TextDecoder();
      const ready = paths.flatMap((path) => {
        const bytes = known.get(path);
        return bytes === undefined ? [] : [[path, decoder.decode(bytes)] as const];
      });
      const present = new Map(ready);
      const rest = paths.filter((path) => !present.has(path));
      return rest.length === 0 ? present : new Map([...present, ...(await snapshot.readTexts(rest))]);
    },
  };
}

async function readSmall(
  { catalog, readFiles }: Readable,
  manifests: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const paths = manifests.flatMap((path) => {
    const folder = attachmentFolder(path);
    const names = folder === undefined ? [] : catalog.attachmentsOf(path);
    return [path, ...names.map((name) => `${folder}${name}`)];
  });
  const files = await readFiles(paths, LARGEST, MOST);
  return new Map([...files].flatMap(([path, file]) => (file.ok ? [[path, file.bytes] as const] : [])));
}
