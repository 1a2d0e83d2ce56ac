import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { LocalConfig } from '../../config/config.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import { createAddressGuard } from '../../webhooks/address-guard.ts';
import { createGateway } from './gateway.ts';
import { type LocalDriver, openLocalDriver } from './local-driver.ts';
import type { LocalPorts } from './local-ports.ts';
import { findWorkerd } from './sandbox/find-workerd.ts';
import { openUsageSpools, type SendUsage, type UsageSpools } from './usage-spools.ts';

export interface OpenLocalPorts
  extends Pick<LocalPorts, 'readFile' | 'routes' | 'counter' | 'tokens' | 'leases'> {
  readonly recordUsage: SendUsage;
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly announce: () => Promise<void>;
}

/** The way to run installations on this machine. */
export interface Local {
  /** Address that they are called at, each below its id. */
  readonly url: string;
  /** What instances used, on its way to be counted. */
  readonly usage: Pick<UsageSpools, 'stats'>;
  /** Opens the driver for a time of leading; what it runs ends when it is closed. */
  openDriver(): Promise<LocalDriver>;
  close(): Promise<void>;
}

/**
 * Listens for calls to installations; undefined where the runtime is not made for this machine.
 * @throws a system error when it can't listen
 */
export async function openLocal(
  { port, egressAllow }: LocalConfig,
  { host, dataDir }: { readonly host: string; readonly dataDir: string },
  ports: OpenLocalPorts,
): Promise<Local | undefined> {
  const { logger, clock, random, announce, recordUsage } = ports;
  const workerd = findWorkerd();
  if (workerd === undefined) {
    logger.warn(`the driver local is off: its runtime is not made for ${process.platform}/${process.arch}`);
    return undefined;
  }
  let current: LocalDriver | undefined;
  const server = createServer(createGateway({ get: (id) => current?.instances.get(id) }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  // Also what was used before somebody else led, or before an end, is counted.
  const usage = await openUsageSpools({
    ...{ folder: join(dataDir, 'usage'), send: recordUsage, onSent: announce },
    ...{ clock, random, logger },
  });
  return {
    usage,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    openDriver: async () => {
      current = await openLocalDriver({
        ...ports,
        folder: join(dataDir, 'local'),
        workerd,
        guard: createAddressGuard(egressAllow),
        recordUsage: usage.record,
      });
      return current;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await usage.close();
    },
  };
}
