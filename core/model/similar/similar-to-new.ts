import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import { type Entry, isEntry } from '../manifest/manifest.ts';
import { findSimilar, type SimilarEntry } from './find-similar.ts';

export interface SimilarToNew {
  /** The new entry. */
  readonly record: CatalogRecord;
  readonly similar: readonly SimilarEntry[];
}

/** A bulk import is no author who could reuse something. */
const MOST_NEW = 50;

/** For each new entry of a change, the existing ones with much the same purpose. */
export function similarToNew(
  changes: readonly Change[],
  base: Catalog,
  limits: { readonly threshold: number; readonly limit: number },
): SimilarToNew[] {
  const fresh = changes.flatMap(({ type, after }) => {
    const manifest = after?.manifest;
    return type === 'added' && after !== undefined && manifest !== undefined && isEntry(manifest)
      ? [{ record: after, manifest }]
      : [];
  });
  if (fresh.length === 0 || fresh.length > MOST_NEW) return [];
  const existing: Entry[] = [...base.manifestsOf('App'), ...base.manifestsOf('Connector')].filter(
    ({ lifecycle }) => lifecycle?.stage !== 'retired',
  );
  return fresh.map(({ record, manifest }) => ({ record, similar: findSimilar(manifest, existing, limits) }));
}
