import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { Catalog, type CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
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
  const isSound = ({ path }: CatalogRecord): boolean => !broken.has(path);
  const retained: CatalogRecord[] = [];
  const retainedNames = new Set<string>();
  const isTaken = (key: EntityKey): boolean =>
    retainedNames.has(formatKey(key)) || catalog.allWithKey(key).some(isSound);
  const retain = (path: string, manifest: RetainedManifest): void => {
    if (isTaken(manifest.key)) return;
    retainedNames.add(formatKey(manifest.key));
    retained.push(retainedRecord(path, manifest));
  };
  for (const { path, lastGood } of [...broken.values()].toSorted(byPath))
    if (lastGood !== undefined) retain(path, lastGood);
  for (const { path, ...manifest } of held.toSorted(byPath)) retain(path, manifest);
  const sound = catalog.records.filter(isSound);
  const neverGood = catalog.records.filter(
    ({ path, key }) => broken.has(path) && broken.get(path)?.lastGood === undefined && !isTaken(key),
  );
  return new Catalog([...sound, ...retained, ...neverGood].sort(byPath), files);
}

function retainedRecord(path: string, { key, manifest }: RetainedManifest): CatalogRecord {
  return { key, path, manifest, problems: [], mentions: (id) => JSON.stringify(manifest).includes(id) };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
