import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { EntityKey, Installation } from '../manifest/manifest.ts';

export interface Consumer {
  readonly record: CatalogRecord;
  readonly installation: Installation;
}

/** The installations of an app or connector, in the order of their paths. */
export function installationsOf(catalog: Catalog, entry: EntityKey): Consumer[] {
  return catalog
    .referrersOf(entry)
    .flatMap(({ record, manifest }) =>
      manifest.kind === 'Installation' ? [{ record, installation: manifest }] : [],
    )
    .toSorted((a, b) => (a.record.path < b.record.path ? -1 : 1));
}
