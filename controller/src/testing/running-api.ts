import type { Finding } from '@souk/model/finding/finding.ts';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { buildApi } from '../api/build-api.ts';
import { readSyncCursor } from '../reconcile/sync-cursor.ts';
import { SyncLoop } from '../reconcile/sync-loop.ts';
import { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import { calmJudge } from './calm-judge.ts';
import { aSnapshot, type SnapshotParts } from './catalog-snapshot.ts';
import { FakeClock } from './fake-clock.ts';

export interface RunningApi {
  readonly api: FastifyInstance;
  readonly loop: SyncLoop;
  /** Replaces the catalog; it is seen at the next sync. */
  push(parts: SnapshotParts): void;
  close(): Promise<void>;
}

export interface RunningApiOptions {
  readonly store: Store;
  readonly catalog: SnapshotParts;
  readonly findings?: readonly Finding[];
  readonly portalDir?: string;
  readonly host?: string;
}

/** Everything between a catalog in memory and HTTP, without listening. */
export async function runApi({
  store,
  catalog,
  findings = [],
  portalDir = '/nowhere',
  host = '127.0.0.1',
}: RunningApiOptions): Promise<RunningApi> {
  let current = aSnapshot(catalog);
  const registry = await Registry.load(store);
  const source = {
    kind: 'git',
    branch: 'main',
    fingerprint: async () => current.commit ?? '',
    read: async () => current,
    readFile: async () => undefined,
  } as const;
  const judge = calmJudge(findings);
  const logger = pino({ level: 'silent' });
  const ports = {
    source,
    judge,
    store,
    clock: new FakeClock(),
    logger,
    onApplied: registry.refresh.bind(registry),
  };
  const loop = new SyncLoop(ports, { pollMs: 5_000, cursor: await readSyncCursor(store.db) });
  const api = await buildApi(
    { registry, status: () => loop.status, refresh: () => loop.wake() },
    { host, portalDir, logger },
  );
  await api.ready();
  return {
    api,
    loop,
    push: (parts) => {
      current = aSnapshot(parts);
    },
    close: async () => {
      await loop.stop();
      await api.close();
    },
  };
}
