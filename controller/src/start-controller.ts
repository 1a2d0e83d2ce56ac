import { isLoopback } from './api/guard-requests.ts';
import type { Config } from './config/config.ts';
import { lockDataFolder } from './data-folder/lock-data-folder.ts';
import { drain } from './drain.ts';
import { lead } from './leadership/lead.ts';
import { openLeadership } from './leadership/open-leadership.ts';
import { createUsageReader } from './metering/clickhouse/create-usage-reader.ts';
import { openClickHouse } from './metering/clickhouse/open-clickhouse.ts';
import { openMetering } from './metering/open-metering.ts';
import { createLedgerReader } from './metering/usage-reader.ts';
import { warnOfPowerLoss } from './metering/warn-of-power-loss.ts';
import type { RegistryCounts } from './registry/kind-groups.ts';
import { Closers } from './start/closers.ts';
import type { ControllerPorts } from './start/controller-ports.ts';
import { followSource, openSource } from './start/follow-source.ts';
import { openFoundation } from './start/foundation.ts';
import { isTrial } from './start/is-trial.ts';
import { openServices } from './start/leader-services.ts';
import { listen, openApi } from './start/serve.ts';
import type { SyncStatus } from './store/sync-status.ts';
import { logEvent } from './telemetry/log-events.ts';

export interface RunningController {
  readonly url: string;
  readonly status: () => SyncStatus;
  readonly counts: () => RegistryCounts;
  /** Resolves after the first pass over the source of any replica, however it ended. */
  readonly firstSync: Promise<void>;
  /** Where installations are called; undefined where none run here. */
  readonly appsUrl: string | undefined;
  /** Pages of the doubles that the sample is tried with; undefined where there are none. */
  readonly doubles: Promise<{ readonly crm: string; readonly chat: string } | undefined>;
  /** Resolves when the store is gone and nothing can be kept any more. */
  readonly lost: Promise<Error>;
  /** Finishes what is being done, lets another replica lead, closes everything and frees the data folder. */
  stop(): Promise<void>;
}

/** Where somebody balances load, requests still come for so long after readiness has said no. */
const GRACE_MS = 3_000;
/** How long everything may take once the process has been told to end. */
const DRAIN_MS = 10_000;

/**
 * Starts a controller; it answers on its address when this resolves.
 * @throws {DataFolderError} {SourceError} {GitError} {StoreError} {AuditKeyError} or a system error when it can't listen
 */
export async function startController(config: Config, ports: ControllerPorts): Promise<RunningController> {
  const opened = new Closers();
  try {
    return await assemble(config, ports, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function assemble(config: Config, ports: ControllerPorts, opened: Closers): Promise<RunningController> {
  const { clock } = ports;
  const started = performance.now();
  const lock = lockDataFolder(config.dataDir);
  opened.add(async () => lock.release());
  const source = await openSource(config, ports, opened);
  const foundation = await openFoundation(config, ports, opened);
  const { store, logger, telemetry, holder, registry } = foundation;
  const following = await followSource(source, config, ports, foundation, opened);
  const { monitor, replica, reconciler } = following;
  let rowsWritten = 0;
  const onWrite = (rows: number): void => {
    rowsWritten += rows;
    telemetry.wrote(rows);
  };
  const subscribe = foundation.following.subscribe;
  const metering = openMetering({
    ...{ store, clock, random: ports.random, subscribe, telemetry },
    // What others send is no work of ours that would tell of something amiss.
    onWrite: (rows) => {
      rowsWritten += rows;
    },
  });
  opened.add(() => metering.close());
  const ledger = createLedgerReader(store.db, clock);
  const copy = config.clickHouse === undefined ? undefined : openClickHouse(config.clickHouse);
  if (copy !== undefined) opened.add(() => copy.close());
  const usage =
    copy === undefined ? ledger : createUsageReader({ db: store.db, copy, ledger, clock, logger });
  if (!isTrial(config)) opened.add(warnOfPowerLoss({ store, subscribe, logger }));
  const services = await openServices(
    config,
    ports,
    foundation,
    following,
    metering,
    copy,
    () => rowsWritten,
  );
  opened.add(() => services.close());
  let draining = false;
  const api = await openApi(config, ports, {
    ...{ foundation, following, services, metering, usage },
    isDraining: () => draining,
  });
  opened.add(() => api.close());
  const url = await listen(api, config);
  lock.announce(url);
  const durationMs = Math.round(performance.now() - started);
  logEvent(logger, 'start.ended', { url, durationMs }, `requests are answered at ${url}`);
  replica.watch();
  const stopLeading = new AbortController();
  const leading = lead(
    openLeadership(store, { holder, clock, logger, onWrite }),
    {
      services: [reconciler, ...services.list],
      clock,
      logger,
      onTerm: (term) => replica.onTerm(term),
    },
    stopLeading.signal,
  );
  const endLeading = (): Promise<void> => {
    stopLeading.abort();
    return leading;
  };
  opened.add(endLeading);
  const stop = async (): Promise<void> => {
    logEvent(logger, 'drain.started', {}, 'the process has been asked to end');
    const outcome = await drain(
      {
        clock,
        announce: () => {
          draining = true;
        },
        stopLeading: endLeading,
        // Closing the service lets go of those that wait.
        endStreams: () => undefined,
        finishRequests: () => api.close(),
        cutRequests: () => api.server.closeAllConnections(),
      },
      { graceMs: isLoopback(config.host) ? 0 : GRACE_MS, limitMs: DRAIN_MS },
    );
    logEvent(logger, 'drain.ended', { ...outcome }, 'everything is finished or given up');
    await opened.close();
  };
  return {
    url,
    firstSync: monitor.attempted,
    lost: store.lost,
    appsUrl: services.provision.appsUrl,
    doubles: services.provision.doubles,
    status: () => monitor.status,
    counts: () => registry.counts(),
    stop,
  };
}
