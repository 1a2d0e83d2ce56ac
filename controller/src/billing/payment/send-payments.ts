import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Term } from '../../leadership/term.ts';
import { logEvent } from '../../telemetry/log-events.ts';
import type { Telemetry } from '../../telemetry/telemetry.ts';
import { mapPayments } from './map-payments.ts';
import type { PaymentProvider } from './payment-provider.ts';
import type { StripeSettings } from './payment-settings.ts';
import { settlePayment } from './settle-payment.ts';
import { takePayment } from './take-payment.ts';

export interface PaymentPorts {
  readonly provider: PaymentProvider;
  readonly settings: Pick<StripeSettings, 'customers' | 'meters'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/**
 * Tells the provider of all that is due, one after the other: it takes one at a time for a customer. A provider that
 * takes nothing at the moment is left alone until the next look.
 */
export async function sendPayments(term: Term, ports: PaymentPorts): Promise<void> {
  const { provider, settings, clock, logger, telemetry, random } = ports;
  await term.write((db) => mapPayments(db, settings, clock.now()));
  while (!term.ended.aborted) {
    const taken = await term.write((db) => takePayment(db, clock.now()));
    if (taken.type === 'none') return;
    if (taken.type === 'unsure') {
      telemetry.failed('billing');
      logEvent(
        logger,
        'payment.unsure',
        { identifier: taken.identifier, statement: taken.statement },
        `nobody knows whether the payment of ${taken.statement} was taken: look for ${taken.identifier} at the provider`,
      );
      continue;
    }
    const { attempt } = taken;
    const { identifier } = attempt.event;
    const outcome = await provider.send(attempt.event, term.ended);
    // What the end of the term cut off is tried again by who leads next.
    if (term.ended.aborted && outcome.kind === 'later') return;
    await term.write((db) => settlePayment(db, attempt, outcome, { now: clock.now(), random }));
    if (outcome.kind === 'taken') continue;
    telemetry.failed('billing');
    const { reason } = outcome;
    if (outcome.kind === 'refused') {
      logEvent(logger, 'payment.refused', { identifier, reason }, 'a payment was refused');
      continue;
    }
    logEvent(logger, 'payment.later', { identifier, reason }, 'a payment is tried again later');
    return;
  }
}
