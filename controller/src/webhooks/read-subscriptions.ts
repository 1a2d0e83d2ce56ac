import type { Subscription } from '@souk/model/manifest/manifest.ts';
import { validatorOf } from '@souk/schemas/generated/validators.js';
import type { Queryable } from '../store/store.ts';

/** The subscriptions of this catalog as the registry holds them: where a file is broken, its last good content. */
export async function readSubscriptions(db: Queryable): Promise<Subscription[]> {
  const rows = await db
    .selectFrom('entity')
    .select('manifest')
    .where('kind', '=', 'Subscription')
    .where('source_id', 'is', null)
    .where('manifest', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(({ manifest }): unknown => manifest).filter(isSubscription);
}

function isSubscription(manifest: unknown): manifest is Subscription {
  return validatorOf.Subscription(manifest) === true;
}
