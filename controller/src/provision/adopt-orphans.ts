import { absent } from '@souk/model/installation/advance-state.ts';
import type { Clock } from '../clock.ts';
import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import type { Driver } from './driver.ts';
import type { InstallationRecord } from './installation-record.ts';
import { readRecords } from './read-records.ts';
import { readWishes } from './read-wishes.ts';
import { storeRecord } from './store-record.ts';

export interface OrphanPorts {
  readonly store: Store;
  readonly clock: Clock;
}

export interface Orphans {
  /** Taken down next. */
  readonly adopted: readonly string[];
  /** Too many to be believed: they stay, and somebody is told. */
  readonly held: readonly string[];
}

const FEW = 5;
const SHARE = 0.2;

/**
 * Finds what a driver holds and nobody wants or knows of, and takes it on as something to be taken down. A database that
 * came back empty must not tear down everything: of what a driver holds, so much at once is left alone.
 */
export async function adoptOrphans(
  term: Term,
  driver: Driver,
  { store, clock }: OrphanPorts,
): Promise<Orphans> {
  const held = await driver.list(term.ended);
  const known = new Set((await readRecords(store.db, held)).map(({ id }) => id));
  const wished = await readWishes(store.db, held);
  const orphans = held.filter((id) => !known.has(id) && !wished.has(id));
  if (orphans.length > Math.max(FEW, held.length * SHARE)) return { adopted: [], held: orphans };
  if (orphans.length > 0)
    await term.write(async (db) => {
      for (const id of orphans) await storeRecord(db, orphanRecord(id, driver, clock.now()));
    });
  return { adopted: orphans, held: [] };
}

function orphanRecord(id: string, { name }: Driver, now: Date): InstallationRecord {
  return {
    ...{ id, driver: name, firstSeenAt: now, state: absent(now), drift: [], attempts: 0 },
    // Nobody knows what it was; a row has to name something.
    app: { kind: 'App', id: 'unknown' },
    doing: 'remove',
    doingSince: now,
    healthMessage: undefined,
    instance: undefined,
    dueAt: undefined,
    error: undefined,
    blocked: undefined,
    awaiting: undefined,
  };
}
