import type { LeaderService } from '../leadership/term.ts';
import { runPasses } from '../work/run-passes.ts';
import { isOverdue, noteEnd } from '../work/scheduled-run.ts';
import type { RescanPorts } from './rescan-ports.ts';
import { runRescan } from './run-rescan.ts';

const NAME = 'rescan';
/** A run that had to wait for the first sync, or was overtaken by another, is taken up again this soon. */
const IDLE_MS = 60_000;

/**
 * Looks every night for what became known about entries since they were looked through. A night that was missed is made
 * up for when a process begins to lead.
 */
export function createRescanService(ports: RescanPorts): LeaderService {
  const { store, clock, logger, random, schedule } = ports;
  return {
    name: NAME,
    run: async (term) => {
      let isDue = await isOverdue(term, store.db, NAME, clock.now());
      const pass = async (): Promise<void> => {
        const snapshot = ports.currentSnapshot();
        if (!isDue || snapshot === undefined) return;
        isDue = !(await runRescan(term, snapshot, ports));
        if (!isDue) await noteEnd(term, NAME, clock.now());
      };
      const subscribe = (listener: () => void): (() => void) =>
        schedule(() => {
          isDue = true;
          listener();
        });
      return runPasses(term, {
        name: 'the re-scan',
        pass,
        onFailure: () => ports.telemetry.failed('rescan'),
        subscribe,
        idleMs: IDLE_MS,
        clock,
        logger,
        random,
      });
    },
  };
}
