import type { Subscribe } from '../../events/wake-ups.ts';
import type { LeaderService, Term } from '../../leadership/term.ts';
import type { Store } from '../../store/store.ts';
import { logEvent } from '../../telemetry/log-events.ts';
import { runPasses } from '../../work/run-passes.ts';
import { countOpenPayments } from './read-payments.ts';
import { type PaymentPorts, sendPayments } from './send-payments.ts';

export interface PaymentServicePorts extends PaymentPorts {
  readonly store: Store;
  /** Tells that statements may have been issued. */
  readonly subscribe: Subscribe;
}

export interface PaymentService extends LeaderService {
  /** How many payments wait for somebody to look at them. */
  readonly open: () => number;
}

/** What waits for its time is looked for this often. */
const LOOK_MS = 60_000;

/** Tells a payment provider of what is due by statements: once each, however often the process is killed. */
export function createPaymentService(ports: PaymentServicePorts): PaymentService {
  const { clock, logger, random, subscribe, telemetry } = ports;
  let open = 0;
  const pass = async (term: Term): Promise<void> => {
    await sendPayments(term, ports);
    const before = open;
    open = await countOpenPayments(ports.store.db);
    if (open <= before) return;
    telemetry.failed('billing');
    logEvent(logger, 'payment.open', { open }, `${open} payments wait for somebody to look at them`);
  };
  return {
    name: 'payments',
    open: () => open,
    run: (term) =>
      runPasses(term, {
        ...{ name: 'payments', pass: () => pass(term), onFailure: () => telemetry.failed('billing') },
        ...{ subscribe, idleMs: LOOK_MS, clock, logger, random },
      }).finally(() => {
        // Whoever leads next tells.
        open = 0;
      }),
  };
}
