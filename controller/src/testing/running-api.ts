import type { Finding } from '@souk/model/finding/finding.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { ApiPorts } from '../api/api-ports.ts';
import { buildApi } from '../api/build-api.ts';
import { openMetering } from '../metering/open-metering.ts';
import { createLedgerReader } from '../metering/usage-reader.ts';
import { Reconciler } from '../reconcile/reconciler.ts';
import { readSyncCursor } from '../reconcile/sync-cursor.ts';
import { SyncMonitor } from '../reconcile/sync-monitor.ts';
import { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { startTelemetry } from '../telemetry/start-telemetry.ts';
import { aTerm } from './a-term.ts';
import { calmJudge } from './calm-judge.ts';
import { aSnapshot, type SnapshotParts } from './catalog-snapshot.ts';
import { FakeClock } from './fake-clock.ts';

export interface RunningApi {
  readonly api: FastifyInstance;
  readonly clock: FakeClock;
  /** Follows the catalog from now on; resolves after the first pass. */
  start(): Promise<void>;
  /** Replaces the catalog; it is seen at the next pass. */
  push(parts: SnapshotParts): void;
  /** Asks for a pass. */
  wake(): void;
  /** Takes over what others have written, and tells everybody. */
  announce(): Promise<void>;
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

export interface RunningApiOptions {
  readonly store: Store;
  readonly catalog: SnapshotParts;
  readonly findings?: readonly Finding[];
  readonly portalDir?: string;
  readonly host?: string;
  readonly ports?: Partial<ApiPorts>;
}

/** Everything between a catalog in memory and HTTP, without listening. */
export async function runApi({
  store,
  catalog,
  findings = [],
  portalDir = '/nowhere',
  host = '127.0.0.1',
  ports = {},
}: RunningApiOptions): Promise<RunningApi> {
  let current = aSnapshot(catalog);
  const registry = await Registry.load(store);
  const clock = new FakeClock();
  const logger = pino({ level: 'silent' });
  const listeners = new Set<() => void>();
  const source = {
    kind: 'git',
    branch: 'main',
    fingerprint: async () => current.commit ?? '',
    read: async () => current,
    readFile: async () => undefined,
    standing: () => ({ reachable: true }),
  } as const;
  const announce = async (): Promise<void> => {
    await registry.refresh();
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const monitor = new SyncMonitor(source, await readSyncCursor(store.db));
  const reconciler = new Reconciler(
    {
      source,
      judge: calmJudge(findings),
      store,
      clock,
      logger,
      random: () => 0.5,
      tracing: silentTelemetry().tracing,
      onWritten: announce,
      onPass: (pass) => monitor.passed(pass),
      onFailure: () => {},
    },
    { pollMs: 5_000, resyncMs: 3_600_000 },
  );
  const term = aTerm(store);
  let running: Promise<void> | undefined;
  const api = await buildApi(
    {
      registry,
      db: store.db,
      clock,
      status: () => monitor.status,
      leader: () => ({ leading: true, holder: 'test', since: clock.now() }),
      source: () => ({ reachable: true, error: undefined, heldCommit: undefined }),
      parkedWork: () => reconciler.queueStats().parked,
      identity: undefined,
      usage: createLedgerReader(store.db, clock),
      metering: openMetering({ store, clock, random: () => 0.5, subscribe }),
      requestRefresh: async () => reconciler.wake(),
      subscribe,
      webhookSecret: undefined,
      announce: async () => {},
      anchorError: () => undefined,
      readiness: async () => ({ ready: monitor.status.ready, checks: [] }),
      ...(await startTelemetry({ otlpEndpoint: undefined, instance: 'test', version: '1.0.0' })),
      ...ports,
    },
    { host, portalDir, logger },
  );
  await api.ready();
  return {
    api,
    clock,
    start: () => {
      running ??= reconciler.run(term);
      return monitor.attempted;
    },
    push: (parts) => {
      current = aSnapshot(parts);
    },
    wake: () => reconciler.wake(),
    announce,
    subscribe,
    close: async () => {
      term.end();
      await running;
      await api.close();
    },
  };
}
