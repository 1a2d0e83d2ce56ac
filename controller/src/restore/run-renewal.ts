import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { lockDataFolder } from '../data-folder/lock-data-folder.ts';
import type { HeldTerm } from '../leadership/leadership.ts';
import { openLeadership } from '../leadership/open-leadership.ts';
import { readLeaderStanding } from '../leadership/standing.ts';
import { isNewStore, openStore, type StoreLocation } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { type RenewedEpoch, renewEpoch } from './renew-epoch.ts';

export interface RenewalPorts {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds to wait for the lead, which is free at once where no controller runs. */
  readonly patienceMs: number;
}

/** Nothing was renewed. `message` is fit to be shown. */
class RenewalRefusal extends Error {
  override readonly name = 'RenewalRefusal';
}

/**
 * Renews the epoch of a database that nobody works on.
 *
 * @throws {RenewalRefusal} {DataFolderError} when a controller runs, or there is nothing to renew
 * @throws {StoreError}
 */
export async function runRenewal(location: StoreLocation, ports: RenewalPorts): Promise<RenewedEpoch> {
  const { databaseUrl, dataDir } = location;
  if (isNewStore(location))
    throw new RenewalRefusal(
      `There is no database in ${dataDir}, so nothing was renewed: restore it first, or name its folder by SOUK_DATA_DIR.`,
    );
  // The embedded database is that of whoever has the folder.
  const lock = databaseUrl === undefined ? lockDataFolder(dataDir) : undefined;
  try {
    const store = await openStore(location);
    try {
      return await renewAlone(store, ports);
    } finally {
      await store.close();
    }
  } finally {
    lock?.release();
  }
}

async function renewAlone(store: Store, ports: RenewalPorts): Promise<RenewedEpoch> {
  const { revision } = await store.db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
  if (revision === 0)
    throw new RenewalRefusal(
      'This database has never held a catalog, so nothing was renewed: restore the backup first.',
    );
  const term = await leadAlone(store, ports);
  try {
    return await term.write((db) => renewEpoch(db, ports.clock.now()));
  } finally {
    await term.release();
  }
}

/** Whoever leads here is the only one: where any replica runs, one of them leads. */
async function leadAlone(store: Store, { clock, logger, patienceMs }: RenewalPorts): Promise<HeldTerm> {
  const patience = AbortSignal.timeout(patienceMs);
  const holder = `${hostname()}/${process.pid} (souk renew)`;
  try {
    return await openLeadership(store, { holder, clock, logger }).acquire(patience);
  } catch (error) {
    if (!patience.aborted) throw error;
    const { holder: leader = 'another process' } = await readLeaderStanding(store.db);
    throw new RenewalRefusal(
      `A controller runs on this database (${leader} leads), so nothing was renewed: stop all replicas first. One that was killed is gone after 15 s.`,
    );
  }
}
