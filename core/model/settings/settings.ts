import type { Catalog } from '../catalog/catalog.ts';
import type { Marketplace } from '../manifest/manifest.ts';

/** The marketplace manifest with every absent setting filled in. An absent vocabulary allows any word. */
export interface Settings {
  readonly name: string;
  readonly currency: string;
  readonly domains: ReadonlySet<string> | undefined;
  readonly tags: ReadonlySet<string> | undefined;
  readonly compliance: ReadonlySet<string> | undefined;
  readonly regions: ReadonlySet<string> | undefined;
  readonly environments: ReadonlySet<string> | undefined;
  readonly minSunsetDays: number;
  readonly initialStages: readonly string[];
  readonly similar: { readonly threshold: number; readonly limit: number };
}

/** Settings of a catalog; the defaults where it has none. */
export function readSettings(catalog: Catalog): Settings {
  const [marketplace] = catalog.manifestsOf('Marketplace');
  return normaliseSettings(marketplace);
}

function normaliseSettings(marketplace: Marketplace | undefined): Settings {
  return {
    name: marketplace?.name ?? 'Souk',
    currency: marketplace?.currency ?? 'EUR',
    domains: vocabulary(marketplace?.domains),
    tags: vocabulary(marketplace?.tags),
    compliance: vocabulary(marketplace?.compliance),
    regions: vocabulary(marketplace?.regions),
    environments: vocabulary(marketplace?.environments?.map(({ name }) => name)),
    minSunsetDays: marketplace?.lifecycle?.minSunsetDays ?? 90,
    initialStages: marketplace?.lifecycle?.initialStages ?? ['proposed', 'vetted'],
    similar: {
      threshold: marketplace?.similar?.threshold ?? 0.45,
      limit: marketplace?.similar?.limit ?? 5,
    },
  };
}

function vocabulary(words: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return words === undefined ? undefined : new Set(words);
}
