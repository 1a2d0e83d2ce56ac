import { openAdvisoryStore } from '@souk/vetting/vulnerability/store/open-advisory-store.ts';
import { StoreError } from '@souk/vetting/vulnerability/store/store-error.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';

const name = 'Advisories';
const STALE_HOURS = 48;
const HOUR_MS = 3_600_000;

export const checkAdvisories: Check = {
  name,
  look: async ({ config: { advisories }, now }) => {
    try {
      using store = openAdvisoryStore(advisories);
      return [diagnoseAdvisories(advisories, [...store.syncedAt.values()], now())];
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return [
        {
          name,
          status: 'fail',
          found: error.message,
          advice: `Fetch them anew: souk advisories sync --dir ${advisories}`,
        },
      ];
    }
  },
};

/** @param syncedAt when each ecosystem was fetched last */
export function diagnoseAdvisories(folder: string, syncedAt: readonly Date[], now: Date): Diagnosis {
  const advice = `Run every day: souk advisories sync --dir ${folder}`;
  if (syncedAt.length === 0)
    return { name, status: 'warn', found: 'none: vulnerabilities are not looked for', advice };
  const oldest = Math.min(...syncedAt.map((at) => at.getTime()));
  const hours = Math.floor((now.getTime() - oldest) / HOUR_MS);
  const found = `${syncedAt.length} ecosystems, the oldest from ${hours} h ago`;
  return hours > STALE_HOURS ? { name, status: 'warn', found, advice } : { name, status: 'pass', found };
}
