import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import { runPasses } from '../work/run-passes.ts';
import { forgetWaivers } from './forget-waivers.ts';
import { openVetter } from './open-vetter.ts';
import { openVettingPolicies } from './open-vetting-policies.ts';
import { isDue, planVetting } from './plan-vetting.ts';
import { readAhead } from './read-ahead.ts';
import { readVettable } from './read-vettable.ts';
import { vetPlanned } from './vet-planned.ts';
import type { VettingPorts } from './vetting-ports.ts';

export interface VettingServicePorts extends VettingPorts {
  readonly subscribe: Subscribe;
}

/** A sync of files alone, such as those beside a manifest, announces nothing. */
const IDLE_MS = 5_000;

/**
 * Keeps every app and connector looked through, by the code and the policies that judge pull requests. What has to be
 * done follows from the store and the catalog alone, so a crash costs nothing but time.
 */
export function createVettingService(ports: VettingServicePorts): LeaderService {
  const { subscribe, clock, logger, random } = ports;
  return {
    name: 'vetting',
    run: (term) => {
      let done: CatalogSnapshot | undefined;
      const pass = async (): Promise<void> => {
        const snapshot = ports.currentSnapshot();
        if (snapshot === undefined || snapshot === done) return;
        if (await vetSnapshot(term, snapshot, ports)) done = snapshot;
      };
      return runPasses(term, { name: 'vetting', pass, subscribe, idleMs: IDLE_MS, clock, logger, random });
    },
  };
}

async function vetSnapshot(
  term: Term,
  snapshot: CatalogSnapshot,
  ports: VettingServicePorts,
): Promise<boolean> {
  const { store, clock, logger, advisories } = ports;
  const policies = await openVettingPolicies(snapshot);
  if ('fault' in policies) {
    logger.error(`no entry can be looked through: ${policies.fault}`);
    return true;
  }
  const now = clock.now();
  const planned = await planVetting(snapshot, await readVettable(store.db), policies, now);
  await forgetWaivers(term, store, planned);
  const due = planned.filter(isDue);
  if (due.length === 0) return true;
  const files = readAhead(
    snapshot,
    due.map(({ record }) => record.path),
  );
  await using vetter = openVetter(files, policies, advisories, now);
  const isWhole = await vetPlanned(term, due, { snapshot, files, policies, vetter, now }, ports);
  logger.info({ entries: due.length }, isWhole ? 'looked through entries' : 'began to look through entries');
  return isWhole;
}
