import { Listeners } from '../events/listeners.ts';
import { WakeUps } from '../events/wake-ups.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import { isOverdue, noteEnd } from '../work/scheduled-run.ts';
import { adoptOrphans } from './adopt-orphans.ts';
import type { Driver } from './driver.ts';
import { ProvisionDesk } from './provision-desk.ts';
import type { ProvisionPorts } from './provision-ports.ts';

/** What nobody announces is looked for this often. */
const IDLE_MS = 60_000;
/** After a failure of the store. */
const PAUSE_MS = 5_000;

export interface ProvisionService extends LeaderService {
  /** How many installations wait to be worked on, or are; none while this process does not lead. */
  backlog(): number;
}

/** Keeps instances what the catalog says. What is left to do follows from the store and the world alone. */
export function createProvisionService(ports: ProvisionPorts): ProvisionService {
  const { clock, openDrivers, subscribe, driftSchedule } = ports;
  let current: ProvisionDesk | undefined;
  return {
    name: 'provision',
    backlog: () => current?.backlog() ?? 0,
    run: async (term) => {
      const drivers = await openDrivers(term);
      const wakes = new Listeners();
      const wake = (): void => wakes.call();
      const wakeUps = new WakeUps(
        (listener) => {
          const stops = [subscribe(listener), wakes.add(listener)];
          return () => {
            for (const stop of stops) stop();
          };
        },
        clock,
        term.ended,
      );
      const desk = new ProvisionDesk(term, drivers, ports, wake);
      current = desk;
      let isAuditDue = await isOverdue(term, ports.store.db, 'drift', clock.now());
      const stops = [
        driftSchedule(() => {
          isAuditDue = true;
          wake();
        }),
        ...[...drivers.values()].map((driver) => watch(driver, desk, wake)),
      ];
      try {
        while (!term.ended.aborted) {
          wakeUps.attend();
          const waitMs = await attempt(term, ports, async () => {
            if (isAuditDue) {
              await auditDrift(term, drivers, desk, ports);
              isAuditDue = false;
            }
            await desk.start();
            return untilNext(desk.nextAt(), clock.now());
          });
          await wakeUps.rest(waitMs);
        }
      } finally {
        current = undefined;
        for (const stop of stops) stop();
        wakeUps.stop();
        await desk.settle();
        for (const driver of drivers.values()) await driver.close?.();
      }
    },
  };
}

function watch(driver: Driver, desk: ProvisionDesk, wake: () => void): () => void {
  const stop = driver.subscribe?.((id) => {
    desk.look(id);
    wake();
  });
  return () => stop?.();
}

async function attempt(
  term: Term,
  { telemetry, logger }: ProvisionPorts,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (term.ended.aborted) return 0;
    telemetry.failed('provision');
    logger.error({ err: error }, 'installations could not be looked at; it is tried again');
    return PAUSE_MS;
  }
}

/** Compares every instance with the world, and looks for those that nobody wants. */
async function auditDrift(
  term: Term,
  drivers: ReadonlyMap<string, Driver>,
  desk: ProvisionDesk,
  ports: ProvisionPorts,
): Promise<void> {
  const { clock, logger } = ports;
  for (const driver of drivers.values()) {
    try {
      const { adopted, held } = await adoptOrphans(term, driver, ports);
      if (adopted.length > 0)
        logger.warn({ driver: driver.name, ids: adopted }, 'instances that nobody wants are taken down');
      if (held.length > 0)
        logger.error(
          { driver: driver.name, ids: held },
          'so many instances are wanted by nobody that they are left alone: remove them by hand if that is right',
        );
      for (const id of adopted) desk.look(id);
    } catch (error) {
      logger.warn({ err: error, driver: driver.name }, 'a driver could not say what it holds');
    }
  }
  await desk.lookAtAll();
  await noteEnd(term, 'drift', clock.now());
}

function untilNext(at: Date | undefined, now: Date): number {
  return at === undefined ? IDLE_MS : Math.max(0, Math.min(IDLE_MS, at.getTime() - now.getTime()));
}
