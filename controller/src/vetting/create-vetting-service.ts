import type { Subscribe } from '../events/wake-ups.ts';
import type { LeaderService } from '../leadership/term.ts';
import { runPasses } from '../work/run-passes.ts';
import { VettingDesk, type VettingDeskPorts } from './vetting-desk.ts';

export interface VettingServicePorts extends VettingDeskPorts {
  readonly subscribe: Subscribe;
}

export interface VettingService extends LeaderService {
  /** How many entries wait to be looked at; none while this process does not lead. */
  backlog(): number;
}

/** A sync of files alone, such as those beside a manifest, announces nothing. */
const IDLE_MS = 5_000;

/**
 * Keeps every app and connector looked through, by the code and the policies that judge pull requests. What has to be
 * done follows from the store and the catalog alone, so a crash costs nothing but time.
 */
export function createVettingService(ports: VettingServicePorts): VettingService {
  const { subscribe, clock, logger, random, telemetry } = ports;
  const onFailure = (): void => telemetry.failed('vetting');
  let desk: VettingDesk | undefined;
  return {
    name: 'vetting',
    backlog: () => desk?.depth ?? 0,
    run: async (term) => {
      const own = new VettingDesk(term, ports);
      desk = own;
      const pass = (): Promise<void> => own.pass();
      try {
        await runPasses(term, {
          ...{ name: 'vetting', pass, onFailure, subscribe, idleMs: IDLE_MS, clock, logger, random },
        });
      } finally {
        desk = undefined;
      }
    },
  };
}
