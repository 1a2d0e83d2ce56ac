import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Subscribe, WakeUps } from '../events/wake-ups.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import { DeliveryRun } from './delivery-run.ts';
import type { AttemptPorts } from './make-attempt.ts';
import { releaseLeases } from './release-leases.ts';

export interface DeliveryPorts extends AttemptPorts {
  readonly store: Store;
  /** Tells of new events and replays; what it misses is found a little later. */
  readonly subscribe: Subscribe;
  readonly logger: Logger;
  /** Address that people reach the controller at. */
  readonly publicUrl: string | undefined;
}

/** The store is looked at this often, whether anybody called or not. */
const LOOK_MS = 15_000;
/** What attempts under way are given between two looks. */
const TURN_MS = 25;
/** After the store has failed. */
const RETRY_MS = 1_000;

/** Tells the subscriptions of what happens: once or more often, and in order for each subject. */
export function createDeliveryService(ports: DeliveryPorts): LeaderService {
  return { name: 'webhooks', run: (term) => runDeliveries(ports, term) };
}

async function runDeliveries(ports: DeliveryPorts, term: Term): Promise<void> {
  const { clock, logger, subscribe } = ports;
  let onFinished = () => {};
  const run = new DeliveryRun(ports, term, () => onFinished());
  const wakeUps = new WakeUps(
    (listener) => {
      onFinished = listener;
      return subscribe(listener);
    },
    clock,
    term.ended,
  );
  let hasTakenOver = false;
  try {
    while (!term.ended.aborted) {
      // The attempts under way have their turn first, and are then written down many at once.
      await Promise.race([run.idle(), setTimeout(TURN_MS)]);
      wakeUps.attend();
      try {
        if (!hasTakenOver) await releaseLeases(term, ports.store);
        hasTakenOver = true;
        const next = await run.pass();
        await wakeUps.rest(
          next === undefined ? LOOK_MS : Math.min(next.getTime() - clock.now().getTime(), LOOK_MS),
        );
      } catch (error) {
        if (term.ended.aborted) break;
        logger.error({ err: error }, 'webhooks could not be looked after; trying again');
        await clock.sleep(RETRY_MS, term.ended);
      }
    }
  } finally {
    wakeUps.stop();
    await run.idle();
  }
}
