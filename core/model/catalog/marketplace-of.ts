import type { Marketplace } from '../manifest/manifest.ts';
import type { Catalog, CatalogRecord } from './catalog.ts';

/** Where the settings of a marketplace lie. */
const HOME = 'catalog/marketplace.yaml';

/**
 * The settings of a catalog: those in their place, wherever else somebody writes such a manifest. Undefined where there
 * are none, or where they do not satisfy their schema.
 */
export function marketplaceOf(catalog: Catalog): Marketplace | undefined {
  const manifest = marketplaceRecordOf(catalog)?.manifest;
  return manifest?.kind === 'Marketplace' ? manifest : undefined;
}

export function marketplaceRecordOf(catalog: Catalog): CatalogRecord | undefined {
  const records = catalog.ofKind('Marketplace');
  return (
    records.find(({ path }) => path === HOME) ?? records.toSorted((a, b) => (a.path < b.path ? -1 : 1))[0]
  );
}
