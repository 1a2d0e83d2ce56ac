import type { DriverName } from '@souk/model/installation/instance.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import type { Term } from '../leadership/term.ts';
import type { Schedule } from '../rescan/rescan-ports.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Driver } from './driver.ts';

export interface ProvisionPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  readonly subscribe: Subscribe;
  /** Tells everybody that something was written. */
  readonly announce: () => Promise<void>;
  /** Opens those that are set up; they are closed when this process leads no more. */
  readonly openDrivers: (term: Term) => Promise<ReadonlyMap<DriverName, Driver>>;
  /** When everything is compared with the world. */
  readonly driftSchedule: Schedule;
  /** From 0 up to 1. */
  readonly random: () => number;
}
