import type { Marketplace } from '@souk/model/manifest/manifest.ts';
import { validatorOf } from '@souk/schemas/generated/validators.js';
import type { Queryable } from '../store/store.ts';
import { reconcileSettingsOf } from './catalog-settings.ts';
import type { RemovalBudget } from './decide-removals.ts';

/** How much may leave in one go, by the marketplace that the registry holds: of our own catalog, and of another one. */
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
