import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { Catalog, type CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { BrokenFile, HeldEntity, RetainedManifest } from './catalog-state.ts';

/**
 * The catalog that counts: sound files, the last good content of broken ones, and what is held back from removal.
 * Whatever is retained gives way to a sound file of the same identity. Records are in the order of their paths, so that
 * the same files give the same judgement however they were read.
 */
export function assembleCatalog(
  { catalog, files }: Pick<CatalogSnapshot, 'catalog' | 'files'>,
  broken: ReadonlyMap<string, BrokenFile>,
  held: readonly HeldEntity[],
): Catalog {
  const sound = catalog.records.filter(({ path }) => !broken.has(path));
  const taken = new Set(sound.map(({ key }) => formatKey(key)));
  const retained: CatalogRecord[] = [];
  const retain = (path: string, manifest: RetainedManifest): void => {
    const name = formatKey(manifest.key);
    if (taken.has(name)) return;
    taken.add(name);
    retained.push(retainedRecord(path, manifest));
  };
  for (const { path, lastGood } of [...broken.values()].toSorted(byPath))
    if (lastGood !== undefined) retain(path, lastGood);
  for (const { path, ...manifest } of held.toSorted(byPath)) retain(path, manifest);
  const neverGood = catalog.records.filter(
    ({ path, key }) =>
      broken.get(path)?.lastGood === undefined && broken.has(path) && !taken.has(formatKey(key)),
  );
  return new Catalog([...sound, ...retained, ...neverGood].sort(byPath), files);
}

function retainedRecord(path: string, { key, manifest }: RetainedManifest): CatalogRecord {
  return { key, path, manifest, problems: [], mentions: (id) => JSON.stringify(manifest).includes(id) };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
