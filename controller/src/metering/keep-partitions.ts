import { addMonths, monthOf, startOfMonth } from '@souk/model/metering/utc-month.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import { dropPartition, makePartition, readPartitions } from './usage-partitions.ts';

export interface UsageHousekeepingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whole months that raw events are kept after that in which they came. */
  readonly keptMonths: number;
}

/** Partitions are looked at this often. */
const LOOK_MS = 3_600_000;
/** Nobody who counts events is to wait for a partition. */
const MONTHS_AHEAD = 2;

/** Makes room for the events of the next months, and throws away those that have had their time. */
export function createUsageHousekeeping(ports: UsageHousekeepingPorts): LeaderService {
  return { name: 'usage', run: (term) => keepPartitions(ports, term) };
}

async function keepPartitions(
  { store, clock, logger, keptMonths }: UsageHousekeepingPorts,
  term: Term,
): Promise<void> {
  while (!term.ended.aborted) {
    try {
      const current = monthOf(clock.now().getTime());
      const there = await readPartitions(store.db);
      await makeAhead(store, there, current);
      await dropOld(term, there, addMonths(current, -keptMonths));
    } catch (error) {
      if (term.ended.aborted) break;
      logger.warn({ err: error }, 'the months of usage could not be looked after; it is tried again');
    }
    await clock.sleep(LOOK_MS, term.ended);
  }
}

async function makeAhead({ db }: Store, there: readonly string[], current: string): Promise<void> {
  for (let ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
    const month = addMonths(current, ahead);
    if (!there.includes(month)) await makePartition(db, month);
  }
}

/** @param oldest month that is kept */
async function dropOld(term: Term, there: readonly string[], oldest: string): Promise<void> {
  const old = there.filter((month) => month < oldest);
  if (old.length === 0) return;
  await term.write(async (transaction) => {
    for (const month of old) await dropPartition(transaction, month);
    await transaction
      .deleteFrom('usage_conflict')
      .where('received_at', '<', new Date(startOfMonth(oldest)))
      .execute();
  });
}
