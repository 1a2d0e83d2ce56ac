import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { marketplaceOf } from '@souk/model/catalog/marketplace-of.ts';
import type { Marketplace } from '@souk/model/manifest/manifest.ts';
import type { RemovalBudget } from './decide-removals.ts';

export interface ReconcileSettings {
  readonly removals: RemovalBudget;
  /** Days for which the last content of what was removed is kept. */
  readonly graceDays: number;
}

/** How a catalog wants to be followed, with every absent setting filled in. */
export function readReconcileSettings(catalog: Catalog): ReconcileSettings {
  return reconcileSettingsOf(marketplaceOf(catalog));
}

export function reconcileSettingsOf(marketplace: Marketplace | undefined): ReconcileSettings {
  const { most = 100, share = 0.25, approved = [], graceDays = 30 } = marketplace?.reconcile?.removals ?? {};
  return { removals: { most, share, approved }, graceDays };
}
