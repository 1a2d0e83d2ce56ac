import { lookup } from 'node:dns/promises';
import { join } from 'node:path';
import { isLoopback } from '../api/guard-requests.ts';
import type { Config } from '../config/config.ts';
import type { LeaderService } from '../leadership/term.ts';
import type { ReadSecret } from '../secrets/read-secret.ts';
import { createAddressGuard } from '../webhooks/address-guard.ts';
import { createFederationService, type FederationPorts } from './federation-service.ts';
import { foreignLimits } from './foreign-limits.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { LookUp } from './pin-addresses.ts';

const POLL_MS = 5 * 60_000;
/** Less than our own catalog is given: many may be asked, and nobody waits for them. */
const PATIENCE = { lookMs: 30_000, fetchMs: 5 * 60_000, stallSeconds: 30 };

const lookUp: LookUp = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/**
 * The service that follows other catalogs, as the configuration lets it. Files of this machine are read only where
 * the controller serves nobody but this machine: who may merge a manifest is not who may read its disk.
 */
export function openFederation(
  config: Pick<Config, 'dataDir' | 'host' | 'webhookAllow'>,
  ports: Pick<
    FederationPorts,
    'store' | 'clock' | 'logger' | 'telemetry' | 'random' | 'subscribe' | 'announce'
  > & { readonly readSecret: ReadSecret },
): LeaderService {
  const { dataDir, host, webhookAllow } = config;
  const { readSecret, ...rest } = ports;
  const dir = join(dataDir, 'sources');
  return createFederationService({
    ...rest,
    dir,
    pollMs: POLL_MS,
    limits: foreignLimits,
    patience: PATIENCE,
    inTurn: oneAtATime(),
    remote: {
      guard: createAddressGuard(webhookAllow),
      lookUp,
      readSecret,
      allowFiles: isLoopback(host),
      home: dir,
    },
  });
}
