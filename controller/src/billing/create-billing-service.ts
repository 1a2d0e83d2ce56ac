import type { LeaderService, Term } from '../leadership/term.ts';
import { runPasses } from '../work/run-passes.ts';
import type { BillingPorts } from './billing-ports.ts';
import { closeDueMonths } from './close-due-months.ts';
import { keepPresences } from './keep-presences.ts';

/** What else is done once months are billed: it gets the term, and is tried again with the next pass when it fails. */
export interface BillingTask {
  /** As logs name it. */
  readonly name: string;
  run(term: Term): Promise<void>;
}

export interface BillingService extends LeaderService {
  /** How many months are past their cutoff and not closed. */
  readonly overdue: () => number;
}

const IDLE_MS = 60 * 60 * 1_000;

/** Closes months and issues statements; all of it once, however often the process is killed. */
export function createBillingService(
  ports: BillingPorts,
  tasks: readonly BillingTask[] = [],
): BillingService {
  const { clock, logger, random, schedule, telemetry } = ports;
  let overdue = 0;
  return {
    name: 'billing',
    overdue: () => overdue,
    run: (term) =>
      runPasses(term, {
        name: 'billing',
        pass: async () => {
          overdue = await runBilling(term, ports, tasks);
        },
        onFailure: () => telemetry.failed('billing'),
        subscribe: schedule,
        idleMs: IDLE_MS,
        clock,
        logger,
        random,
      }).finally(() => {
        // Whoever leads next tells.
        overdue = 0;
      }),
  };
}

/**
 * Does all that is due by now.
 *
 * @returns how many months are past their cutoff and not closed
 */
export async function runBilling(
  term: Term,
  ports: BillingPorts,
  tasks: readonly BillingTask[],
): Promise<number> {
  const { store, clock, announce, logger, telemetry } = ports;
  const cursor = await store.db.selectFrom('sync_cursor').select('fingerprint').executeTakeFirstOrThrow();
  // A catalog that was never read has no prices, which does not mean that there are none.
  if (cursor.fingerprint === null) return 0;
  await term.write((db) => keepPresences(db, clock.now()));
  const { issued, overdue } = await closeDueMonths(term, ports);
  if (overdue.length > 0) telemetry.failed('billing');
  for (const task of tasks) {
    if (term.ended.aborted) break;
    try {
      await task.run(term);
    } catch (error) {
      if (term.ended.aborted) break;
      telemetry.failed('billing');
      logger.error({ err: error }, `${task.name} failed; it is tried again`);
    }
  }
  if (issued) await announce();
  return overdue.length;
}
