import type { Marketplace } from '@souk/model/manifest/manifest.ts';
import { validatorOf } from '@souk/schemas/generated/validators.js';
import { reconcileSettingsOf } from '../reconcile/catalog-settings.ts';
import type { RemovalBudget } from '../reconcile/decide-removals.ts';
import type { Queryable } from '../store/store.ts';

/** How much another catalog may lose in one go: as much as our own, by our own marketplace. */
export async function readRemovalBudget(db: Queryable): Promise<RemovalBudget> {
  const row: { manifest: unknown } | undefined = await db
    .selectFrom('entity')
    .select('manifest')
    .where('kind', '=', 'Marketplace')
    .where('source_id', 'is', null)
    .orderBy('id')
    .executeTakeFirst();
  return reconcileSettingsOf(isMarketplace(row?.manifest) ? row.manifest : undefined).removals;
}

function isMarketplace(manifest: unknown): manifest is Marketplace {
  return validatorOf.Marketplace(manifest) === true;
}
