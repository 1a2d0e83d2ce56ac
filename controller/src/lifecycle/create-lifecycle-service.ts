import type { LifecycleSettings } from '@souk/model/lifecycle/lifecycle-settings.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import type { Schedule } from '../rescan/rescan-ports.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { runPasses } from '../work/run-passes.ts';
import { caseKey, type LifecycleCase } from './lifecycle-case.ts';
import type { NoticeChannel } from './notice-channel.ts';
import { readCases } from './read-cases.ts';
import { sendNotices } from './send-notices.ts';
import { readSubject } from './subject-facts.ts';
import { syncCases } from './sync-cases.ts';
import { type Propose, takeStep } from './take-step.ts';

export interface LifecyclePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** Tells everybody that something was written. */
  readonly announce: () => Promise<void>;
  /** Ways to tell people beside the change feed. */
  readonly channels: readonly NoticeChannel[];
  readonly propose: Propose;
  /** When all deadlines are found anew. */
  readonly schedule: Schedule;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** Deadlines are told in days; so often is looked for those that came by a change of the catalog. */
const IDLE_MS = 10 * 60 * 1_000;
const TOGETHER = 200;

/**
 * Tells people of what comes to its end, and ends it. What is decided is written with the notice of it in one
 * transaction, so it happens once however often the process is killed.
 */
export function createLifecycleService(ports: LifecyclePorts): LeaderService {
  const { clock, schedule, telemetry } = ports;
  return {
    name: 'lifecycle',
    run: (term) =>
      runPasses(term, {
        name: 'the lifecycle',
        pass: () => runLifecycle(term, ports),
        onFailure: () => telemetry.failed('lifecycle'),
        subscribe: schedule,
        idleMs: IDLE_MS,
        clock,
        logger: ports.logger,
        random: ports.random,
      }),
  };
}

/** Does all that is due by now. One case that fails keeps none of the others. */
export async function runLifecycle(term: Term, ports: LifecyclePorts): Promise<void> {
  const { store, clock, announce } = ports;
  const cursor = await store.db.selectFrom('sync_cursor').select('fingerprint').executeTakeFirstOrThrow();
  // Nothing is absent from a catalog that was never read.
  if (cursor.fingerprint === null) return;
  const settings = await syncCases(term, store.db, clock.now());
  const failed = new Set<string>();
  let steps = 0;
  for (;;) {
    const due = await readCases(store.db, { dueBy: clock.now(), limit: TOGETHER + failed.size });
    const todo = due.filter((one) => !failed.has(caseKey(one)));
    if (todo.length === 0) break;
    for (const one of todo) {
      if (term.ended.aborted) return;
      steps += 1;
      if (!(await attempt(term, one, settings, ports))) failed.add(caseKey(one));
    }
    await send(term, ports);
  }
  await send(term, ports);
  if (steps > 0) await announce();
}

function send(term: Term, ports: LifecyclePorts): Promise<void> {
  const { store, logger, telemetry } = ports;
  const onFailure = (error: unknown): void => {
    telemetry.failed('lifecycle');
    logger.warn({ err: error }, 'people could not be told of a deadline; it is tried again');
  };
  return sendNotices(term, { ...ports, db: store.db, onFailure });
}

async function attempt(
  term: Term,
  one: LifecycleCase,
  { notices }: LifecycleSettings,
  ports: LifecyclePorts,
): Promise<boolean> {
  const { store, clock, channels, propose, logger, telemetry } = ports;
  try {
    const subject = await readSubject(store.db, one.subject);
    // It left the catalog in this moment; its case ends with the next pass.
    if (subject === undefined) return false;
    await takeStep(one, {
      ...{ settings: notices, channels, subject, propose, now: clock.now() },
      write: (work) => term.write(work),
      countSent: (asked) => countSent(store, asked),
    });
    return true;
  } catch (error) {
    if (term.ended.aborted) throw error;
    telemetry.failed('lifecycle');
    logger.error({ err: error, case: caseKey(one) }, `${caseKey(one)} could not be taken a step further`);
    return false;
  }
}

/** Of one notice it counts once that it was sent, by however many channels. */
async function countSent({ db }: Store, { subject, trigger }: LifecycleCase): Promise<number> {
  const { sent } = await db
    .selectFrom('notice')
    .select(({ fn }) => fn.count<string>('number').distinct().as('sent'))
    .where('kind', '=', subject.kind)
    .where('id', '=', subject.id)
    .where('trigger', '=', trigger)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  return Number(sent);
}
