import type { LeaderService } from '../leadership/term.ts';
import type { Queryable } from '../store/store.ts';
import { runPasses } from '../work/run-passes.ts';
import type { RescanPorts } from './rescan-ports.ts';
import { runRescan } from './run-rescan.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A run that had to wait for the first sync, or was overtaken by another, is taken up again this soon. */
const IDLE_MS = 60_000;

/**
 * Looks every night for what became known about entries since they were looked through. A night that was missed is made
 * up for when a process begins to lead.
 */
export function createRescanService(ports: RescanPorts): LeaderService {
  const { store, clock, logger, random, schedule } = ports;
  return {
    name: 'rescan',
    run: async (term) => {
      let isDue = await isOverdue(store.db, clock.now());
      const pass = async (): Promise<void> => {
        const snapshot = ports.currentSnapshot();
        if (!isDue || snapshot === undefined) return;
        isDue = !(await runRescan(term, snapshot, ports));
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

/** Whether a day has passed since anything was looked through last. */
async function isOverdue(db: Queryable, now: Date): Promise<boolean> {
  const last = await db
    .selectFrom('vetting')
    .select('vetted_at')
    .orderBy('vetted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last !== undefined && now.getTime() - last.vetted_at.getTime() > DAY_MS;
}
