import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApi } from './api/build-api.ts';
import { isLoopback } from './api/guard-requests.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config/config.ts';
import { lockDataFolder } from './data-folder/lock-data-folder.ts';
import type { CatalogJudge } from './reconcile/catalog-judge.ts';
import type { CatalogSource } from './reconcile/catalog-source.ts';
import { readSyncCursor } from './reconcile/sync-cursor.ts';
import { SyncLoop } from './reconcile/sync-loop.ts';
import { Registry, type RegistryCounts } from './registry/registry.ts';
import type { StoreLocation } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import type { SyncStatus } from './store/sync-status.ts';

/** What a controller needs of the world. */
export interface ControllerPorts {
  readonly openSource: (config: Config) => Promise<CatalogSource>;
  readonly openStore: (location: StoreLocation) => Promise<Store>;
  readonly judge: CatalogJudge;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Folder of the built portal. */
  readonly portalDir: string;
}

export interface RunningController {
  readonly url: string;
  readonly status: () => SyncStatus;
  readonly counts: () => RegistryCounts;
  /** Resolves after the first sync, however it ended. */
  readonly firstSync: Promise<void>;
  /** Finishes what is being done, closes everything and frees the data folder. */
  stop(): Promise<void>;
}

/** Files are edited with somebody watching: they are looked at at least this often. */
const EDITING_POLL_MS = 1_000;

/**
 * Starts a controller; it answers on its address when this resolves.
 * @throws {DataFolderError} {SourceError} {GitError} {StoreError} or a system error when it can't listen
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
  const { logger, clock, judge, portalDir } = ports;
  const source = await ports.openSource(config);
  const lock = lockDataFolder(config.dataDir);
  opened.add(async () => lock.release());
  const store = await ports.openStore(config);
  opened.add(() => store.close());
  const [registry, cursor] = await Promise.all([Registry.load(store), readSyncCursor(store.db)]);
  const loop = new SyncLoop(
    { source, judge, store, clock, logger, onApplied: (keys) => registry.refresh(keys) },
    { pollMs: pollMsFor(source, config), cursor },
  );
  const api = await buildApi(
    { registry, status: () => loop.status, refresh: () => loop.wake() },
    { host: config.host, portalDir, logger },
  );
  opened.add(() => api.close());
  const url = await listen(api, config);
  lock.announce(url);
  const firstSync = loop.start();
  opened.add(() => loop.stop());
  return {
    url,
    firstSync,
    status: () => loop.status,
    counts: () => registry.counts(),
    stop: () => opened.close(),
  };
}

function pollMsFor({ kind }: CatalogSource, { pollSeconds }: Config): number {
  const pollMs = pollSeconds * 1_000;
  return kind === 'git' ? pollMs : Math.min(pollMs, EDITING_POLL_MS);
}

async function listen(api: FastifyInstance, { host, port }: Config): Promise<string> {
  await api.listen({ host, port });
  const address = api.server.address() as AddressInfo;
  // An address such as 0.0.0.0 is where to listen, not where to go.
  const everywhere = address.address === '0.0.0.0' || address.address === '::';
  const name = isLoopback(host) || everywhere ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`;
}

/** What has been opened, closed in the opposite order and only once. */
class Closers {
  readonly #closers: (() => Promise<unknown>)[] = [];
  #closing: Promise<void> | undefined;

  add(closer: () => Promise<unknown>): void {
    this.#closers.push(closer);
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll();
    return this.#closing;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const closer of this.#closers.toReversed())
      await closer().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw new AggregateError(failures, 'Something could not be closed.');
  }
}
