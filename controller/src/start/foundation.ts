import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { type ChangeSignal, openChangeSignal } from '../events/change-signal.ts';
import { type Identity, openIdentity } from '../identity/open-identity.ts';
import { type Following, followChanges } from '../registry/follow-changes.ts';
import { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import { logEvent } from '../telemetry/log-events.ts';
import type { StartedTelemetry } from '../telemetry/start-telemetry.ts';
import type { Closers } from './closers.ts';
import type { ControllerPorts } from './controller-ports.ts';
import { version } from './version.ts';

/** What everything else stands on: the store, and what is served from memory. */
export interface Foundation extends StartedTelemetry {
  /** What people call this replica. */
  readonly holder: string;
  readonly logger: Logger;
  readonly store: Store;
  readonly signal: ChangeSignal;
  readonly registry: Registry;
  readonly following: Following;
  /** Undefined where no address is known that tokens could name as their issuer. */
  readonly identity: Identity | undefined;
}

/** @throws {StoreError} {IdentityError} */
export async function openFoundation(
  config: Config,
  { clock, createLogger, openStore, startTelemetry }: ControllerPorts,
  opened: Closers,
): Promise<Foundation> {
  const holder = `${hostname()}/${process.pid}`;
  const started = await startTelemetry({ otlpEndpoint: config.otlpEndpoint, instance: holder, version });
  opened.add(() => started.stop());
  const logger = createLogger(() => started.telemetry.tracing.traceId());
  const database = config.databaseUrl === undefined ? 'embedded' : 'server';
  logEvent(logger, 'start.begun', { database, version }, 'the database is being opened');
  const store = await openStore(config);
  opened.add(() => store.close());
  const signal = await openChangeSignal(store, { clock, logger });
  opened.add(() => signal.close());
  const registry = await Registry.load(store);
  const following = followChanges({ registry, signal, clock, logger });
  opened.add(() => following.close());
  const { publicUrl, tokens, dataDir } = config;
  const identity =
    publicUrl === undefined
      ? undefined
      : await openIdentity({ ...tokens, publicUrl, dataDir, db: store.db, clock });
  return { ...started, holder, logger, store, signal, registry, following, identity };
}
