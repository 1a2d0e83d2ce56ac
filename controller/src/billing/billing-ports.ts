import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Schedule } from '../rescan/rescan-ports.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { StripeSettings } from './payment/payment-settings.ts';

export interface BillingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** Tells everybody that something was written. */
  readonly announce: () => Promise<void>;
  /** Who pays by a payment provider; nobody does when undefined. */
  readonly payments?: StripeSettings | undefined;
  /** When it is looked what has to be billed. */
  readonly schedule: Schedule;
  /** From 0 up to 1. */
  readonly random: () => number;
}
