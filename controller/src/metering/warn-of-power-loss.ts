import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Subscribe } from '../events/wake-ups.ts';
import type { Queryable, Store } from '../store/store.ts';

export interface PowerLossPorts {
  readonly store: Store;
  readonly subscribe: Subscribe;
  readonly logger: Logger;
}

/**
 * Says once that the embedded database loses its last moments with the power, as soon as something in the catalog has a
 * price. Returns the way to stop looking.
 */
export function warnOfPowerLoss({ store, subscribe, logger }: PowerLossPorts): () => Promise<void> {
  if (store.kind !== 'pglite') return async () => {};
  let looking = Promise.resolve();
  let warned = false;
  const look = async (): Promise<void> => {
    if (warned || !(await isPriced(store.db))) return;
    warned = true;
    unsubscribe();
    logger.warn(
      'something in the catalog has a price, and usage is kept in the embedded database: it survives a killed process, and not a power cut. Set SOUK_DATABASE_URL for usage that is billed',
    );
  };
  const wake = (): void => {
    // A database that does not answer is asked again with the next news.
    looking = looking.then(look).catch(() => undefined);
  };
  const unsubscribe = subscribe(wake);
  wake();
  return async () => {
    unsubscribe();
    await looking;
  };
}

async function isPriced(db: Queryable): Promise<boolean> {
  const { rows } = await sql<{ priced: boolean }>`
    select exists (
      select from entity
      where kind in ('App', 'Connector') and source_id is null and jsonb_array_length(
        coalesce(manifest::jsonb->'billing'->'metrics', '[]')
      ) > 0
    ) and exists (select from entity where kind = 'PriceBook' and source_id is null) as priced`.execute(db);
  return rows[0]?.priced === true;
}
