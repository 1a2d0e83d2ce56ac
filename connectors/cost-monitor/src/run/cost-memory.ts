import Big from 'big.js';
import type { WorkerState } from '../../../worker.ts';
import type { DaySums } from '../cost/day-sums.ts';
import type { Day } from './day.ts';

/** Sums are kept for 13 months, to compare with. */
const SUMS_SECONDS = 396 * 24 * 3600;
const POSTED_SECONDS = 40 * 24 * 3600;
/** As long as a run may take. */
const RUNNING_SECONDS = 600;

/** What is known of days: their sums, and whether there was a digest. */
export interface CostMemory {
  sums(day: Day): Promise<DaySums | undefined>;
  keepSums(sums: DaySums): Promise<void>;
  isPosted(day: Day): Promise<boolean>;
  markPosted(day: Day, ts: string): Promise<void>;
  /** The latest day with a digest. */
  lastPosted(): Promise<Day | undefined>;
  /** Takes a day for itself: two runs at once post one digest. */
  take(day: Day): Promise<boolean>;
  letGo(day: Day): Promise<void>;
  /** Counts a run that found the export of a day incomplete. Resolves with how many there were with it. */
  countIncomplete(day: Day): Promise<number>;
}

interface WrittenSums extends Omit<DaySums, 'sums' | 'corrections'> {
  readonly sums: readonly (readonly string[])[];
  readonly corrections: readonly { readonly currency: string; readonly amount: string }[];
}

export function createCostMemory(state: WorkerState): CostMemory {
  return {
    async sums(day) {
      const written = (await state.get(`day/${day}`)) as WrittenSums | undefined;
      return written === undefined ? undefined : readSums(written);
    },
    keepSums: (sums) => state.put(`day/${sums.day}`, writeSums(sums), { ttlSeconds: SUMS_SECONDS }),
    isPosted: async (day) => (await state.get(`posted/${day}`)) !== undefined,
    markPosted: async (day, ts) => {
      await state.put(`posted/${day}`, ts, { ttlSeconds: POSTED_SECONDS });
      await state.delete(`running/${day}`);
    },
    async lastPosted() {
      const entries = await state.list({ prefix: 'posted/' });
      return entries.at(-1)?.key.slice('posted/'.length);
    },
    take: (day) => state.putIfAbsent(`running/${day}`, true, { ttlSeconds: RUNNING_SECONDS }),
    letGo: (day) => state.delete(`running/${day}`),
    async countIncomplete(day) {
      const times = Number((await state.get(`incomplete/${day}`)) ?? 0) + 1;
      await state.put(`incomplete/${day}`, times, { ttlSeconds: POSTED_SECONDS });
      return times;
    },
  };
}

function writeSums({ sums, corrections, ...rest }: DaySums): WrittenSums {
  return {
    ...rest,
    sums: sums.map(({ currency, team, service, costCenter, amount, compared }) => [
      ...[currency, team, service, costCenter],
      ...[amount.toFixed(), compared.toFixed()],
    ]),
    corrections: corrections.map(({ currency, amount }) => ({ currency, amount: amount.toFixed() })),
  };
}

function readSums({ sums, corrections, ...rest }: WrittenSums): DaySums {
  return {
    ...rest,
    sums: sums.map(
      ([currency = '', team = '', service = '', costCenter = '', amount = '0', compared = '0']) => ({
        ...{ currency, team, service, costCenter },
        ...{ amount: new Big(amount), compared: new Big(compared) },
      }),
    ),
    corrections: corrections.map(({ currency, amount }) => ({ currency, amount: new Big(amount) })),
  };
}
