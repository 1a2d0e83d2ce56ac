import { sql } from 'kysely';
import type { LeaderService, Term } from '../leadership/term.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { runPasses } from '../work/run-passes.ts';
import type { RescanPorts } from './rescan-ports.ts';
import { runRescan } from './run-rescan.ts';

const NAME = 'rescan';
const DAY_MS = 24 * 60 * 60 * 1_000;
/** A run that had to wait for the first sync, or was overtaken by another, is taken up again this soon. */
const IDLE_MS = 60_000;
const replaceEnd = sql`on conflict (name) do update set ended_at = excluded.ended_at`;

/**
 * Looks every night for what became known about entries since they were looked through. A night that was missed is made
 * up for when a process begins to lead.
 */
export function createRescanService(ports: RescanPorts): LeaderService {
  const { store, clock, logger, random, schedule } = ports;
  return {
    name: NAME,
    run: async (term) => {
      let isDue = await isOverdue(term, store.db, clock.now());
      const pass = async (): Promise<void> => {
        const snapshot = ports.currentSnapshot();
        if (!isDue || snapshot === undefined) return;
        isDue = !(await runRescan(term, snapshot, ports));
        if (!isDue) await noteEnd(term, clock.now());
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

/**
 * Whether a day has passed since a run came to its end. Where there was none yet it is counted from now: whatever is
 * new is looked through as it comes.
 */
async function isOverdue(term: Term, db: Queryable, now: Date): Promise<boolean> {
  const last = await db
    .selectFrom('scheduled_run')
    .select('ended_at')
    .where('name', '=', NAME)
    .executeTakeFirst();
  if (last === undefined) await noteEnd(term, now);
  return last !== undefined && now.getTime() - last.ended_at.getTime() > DAY_MS;
}

async function noteEnd(term: Term, now: Date): Promise<void> {
  const row = { name: NAME, ended_at: now } as const;
  await term.write((db) => writeRows(db, 'scheduled_run', [row], { onConflict: replaceEnd }));
}
