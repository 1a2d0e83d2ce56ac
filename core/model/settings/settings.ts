import type { Catalog } from '../catalog/catalog.ts';
import { marketplaceOf } from '../catalog/marketplace-of.ts';
import type { Marketplace } from '../manifest/manifest.ts';

/** What the built-in checks take from the marketplace manifest, every absent setting filled in. */
export interface Settings {
  readonly name: string;
  /** ISO 4217; of amounts that name none. */
  readonly currency: string;
  /** Names of the environments; undefined allows any. */
  readonly environments: ReadonlySet<string> | undefined;
  readonly minSunsetDays: number;
  readonly initialStages: readonly string[];
  readonly similar: { readonly threshold: number; readonly limit: number };
}

/** Settings of a catalog; the defaults where it has none. */
export function readSettings(catalog: Catalog): Settings {
  const marketplace = marketplaceOf(catalog);
  return normaliseSettings(marketplace);
}

function normaliseSettings(marketplace: Marketplace | undefined): Settings {
  return {
    name: marketplace?.name ?? 'Souk',
    currency: marketplace?.currency ?? 'EUR',
    environments:
      marketplace?.environments === undefined
        ? undefined
        : new Set(marketplace.environments.map(({ name }) => name)),
    minSunsetDays: marketplace?.lifecycle?.minSunsetDays ?? 90,
    initialStages: marketplace?.lifecycle?.initialStages ?? ['proposed', 'vetted'],
    similar: {
      threshold: marketplace?.similar?.threshold ?? 0.45,
      limit: marketplace?.similar?.limit ?? 5,
    },
  };
}
