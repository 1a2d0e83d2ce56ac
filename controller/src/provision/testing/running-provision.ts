import type { DriverName } from '@souk/model/installation/instance.ts';
import { pino } from 'pino';
import type { Store } from '../../store/store.ts';
import { silentTelemetry } from '../../telemetry/create-telemetry.ts';
import { aTerm } from '../../testing/a-term.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { createProvisionService } from '../create-provision-service.ts';
import type { Driver } from '../driver.ts';
import type { CrashPoint } from './crash-point.ts';

export interface RunningProvision {
  /** Tells of news, and resolves when nothing is left to do. */
  settle(): Promise<void>;
  /** The time of the drift audit has come. */
  audit(): void;
  stop(): Promise<void>;
}

export interface ProvisionSetting {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly openDrivers: () => ReadonlyMap<DriverName, Driver>;
  /** Where the process can be killed: around each of its transactions. */
  readonly crash?: CrashPoint;
}

/** The service, as the leader runs it, on a clock that stands still. */
export function runProvision({ store, clock, openDrivers, crash }: ProvisionSetting): RunningProvision {
  const listeners = new Set<() => void>();
  const alarms = new Set<() => void>();
  const announce = async (): Promise<void> => {
    for (const listener of listeners) listener();
  };
  const service = createProvisionService({
    store,
    clock,
    logger: pino({ level: 'silent' }),
    telemetry: silentTelemetry(),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce,
    openDrivers: async () => openDrivers(),
    driftSchedule: (run) => {
      alarms.add(run);
      return () => alarms.delete(run);
    },
    random: () => 0.5,
  });
  const term = aTerm(store);
  const running = service.run({
    ...term,
    write: async (work) => {
      crash?.reach();
      const result = await term.write(work);
      crash?.reach();
      return result;
    },
  });
  return {
    settle: async () => {
      await announce();
      await until(
        () => ({ backlog: service.backlog(), sleeping: clock.sleeping }),
        ({ backlog, sleeping }) => backlog === 0 && sleeping > 0,
      );
    },
    audit: () => {
      for (const alarm of alarms) alarm();
    },
    stop: async () => {
      term.end();
      await running;
    },
  };
}
