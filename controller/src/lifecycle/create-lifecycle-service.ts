import type { LifecycleSettings } from '@souk/model/lifecycle/lifecycle-settings.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import type { Schedule } from '../rescan/rescan-ports.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { runPasses } from '../work/run-passes.ts';
import { keepOutcomes } from './keep-outcomes.ts';
import { caseKey, type LifecycleCase } from './lifecycle-case.ts';
import type { NoticeChannel } from './notice-channel.ts';
import { acted, type DueCase, held, planStep, type StepContext, type StepOutcome } from './plan-step.ts';
import type { Propose } from './propose.ts';
import { readCases } from './read-cases.ts';
import { sendNotices } from './send-notices.ts';
import { readDueCases } from './subject-facts.ts';
import { syncCases } from './sync-cases.ts';

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
    steps += todo.length;
    for (const key of await takeSteps(term, todo, settings, ports)) failed.add(key);
    await send(term, ports);
    if (term.ended.aborted) return;
  }
  await send(term, ports);
  if (steps > 0) await announce();
}

/** @returns the keys of those that could not be taken further */
async function takeSteps(
  term: Term,
  cases: readonly LifecycleCase[],
  { notices: settings }: LifecycleSettings,
  ports: LifecyclePorts,
): Promise<readonly string[]> {
  const { store, clock, channels } = ports;
  const context = { settings, channels, now: clock.now() };
  const due = await readDueCases(store.db, cases);
  const outcomes: StepOutcome[] = [];
  // What has left the catalog in this moment ends with the next pass.
  const failed = cases.map(caseKey).filter((key) => !due.has(key));
  for (const [key, one] of due) {
    if (term.ended.aborted) break;
    const outcome = await decide(one, context, ports);
    if (outcome === undefined) failed.push(key);
    else outcomes.push(outcome);
  }
  if (outcomes.length > 0) await term.write((db) => keepOutcomes(db, outcomes, context.now));
  return failed;
}

/** @returns undefined when what it asks for failed; it is tried again */
async function decide(
  due: DueCase,
  context: StepContext,
  { propose, logger, telemetry }: LifecyclePorts,
): Promise<StepOutcome | undefined> {
  const step = planStep(due, context);
  if (step.type === 'settled') return step.outcome;
  try {
    const obstacle = await propose(due.one, step.action, due.subject);
    return obstacle === undefined ? acted(due.one, step.action, context) : held(due.one, obstacle, context);
  } catch (error) {
    const key = caseKey(due.one);
    telemetry.failed('lifecycle');
    logger.error({ err: error, case: key }, `what is due for ${key} could not be proposed`);
    return undefined;
  }
}

function send(term: Term, ports: LifecyclePorts): Promise<void> {
  const { store, logger, telemetry } = ports;
  const onFailure = (error: unknown): void => {
    telemetry.failed('lifecycle');
    logger.warn({ err: error }, 'people could not be told of a deadline; it is tried again');
  };
  const onMissed = (missed: string): void =>
    logger.warn({ missed }, 'not everybody could be told of a deadline');
  return sendNotices(term, { ...ports, db: store.db, onFailure, onMissed });
}
