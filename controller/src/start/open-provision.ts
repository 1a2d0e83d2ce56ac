import type { Config } from '../config/config.ts';
import { type Doubles, startDoubles } from '../demo/start-doubles.ts';
import type { Identity } from '../identity/open-identity.ts';
import type { Metering } from '../metering/open-metering.ts';
import { recordUsage } from '../metering/record-usage.ts';
import { createProvisionService, type ProvisionService } from '../provision/create-provision-service.ts';
import { type Local, openLocal } from '../provision/local/open-local.ts';
import type { TokenSource } from '../provision/local/resolve-secrets.ts';
import type { ProvisionPorts } from '../provision/provision-ports.ts';
import {
  type ClusterDriverPorts,
  openClusterDrivers,
  shareTerraform,
} from '../provision/settings/open-cluster-drivers.ts';
import { readDriverSettings } from '../provision/settings/read-driver-settings.ts';
import type { SharedTerraform } from '../provision/terraform/shared-terraform.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { scheduleByCron } from '../rescan/schedule-by-cron.ts';
import { createReadSecret } from '../secrets/read-secret.ts';
import type { Vault } from '../secrets/vault/open-vault.ts';
import { isTrial } from './is-trial.ts';

export interface Provision {
  readonly service: ProvisionService;
  /** With whom plans are told on pull requests; undefined where they are not. */
  readonly pullPlans: { readonly terraform: SharedTerraform; readonly verdictApp: string } | undefined;
  /** Where installations are called; undefined where none run here. */
  readonly appsUrl: string | undefined;
  /** Pages of the doubles, once they are there; undefined where there are none. */
  readonly doubles: Promise<Doubles['pages'] | undefined>;
  close(): Promise<void>;
}

export interface OpenProvisionPorts extends Omit<ProvisionPorts, 'openDrivers' | 'driftSchedule'> {
  readonly source: CatalogSource;
  /** Undefined where none is set up. */
  readonly vault: Vault | undefined;
  /** Undefined where no tokens are given out. */
  readonly identity: Identity | undefined;
  readonly metering: Metering;
}

/** Every hour, past the full one that everybody else takes. */
const DRIFT_SCHEDULE = '17 * * * *';

/**
 * What brings installations about, with the drivers that are set up.
 * @throws {DriverSettingsError}
 */
export async function openProvision(config: Config, ports: OpenProvisionPorts): Promise<Provision> {
  const routes = new Map<string, URL>();
  const secrets = new Map(config.secrets);
  const settings = config.driversFile === undefined ? {} : await readDriverSettings(config.driversFile);
  const local = await openLocalDriver(config, ports, routes, secrets);
  const doubles = wantsDoubles(config, local) ? startDoubles(local.url) : undefined;
  const known = doubles?.then(
    (started) => {
      for (const [host, url] of started.routes) routes.set(host, url);
      for (const [name, value] of started.secrets) secrets.set(name, value);
      return started;
    },
    (error: unknown) => {
      ports.logger.warn({ err: error }, 'there are no doubles to try the sample with');
      return undefined;
    },
  );
  const clusterPorts: ClusterDriverPorts = {
    ...{ dataDir: config.dataDir, githubApiUrl: config.githubApiUrl, clock: ports.clock },
    ...{ environment: process.env, logger: ports.logger, source: ports.source },
    readSecret: createReadSecret({ ...config, readVault: ports.vault?.read }),
    tell: (text) => ports.logger.info({ event: 'github' }, text),
  };
  const terraform = shareTerraform(settings, clusterPorts);
  const service = createProvisionService({
    ...ports,
    openDrivers: async () => {
      await known;
      const drivers = new Map(openClusterDrivers(settings, terraform, clusterPorts));
      if (local !== undefined) drivers.set('local', await local.openDriver());
      return drivers;
    },
    driftSchedule: scheduleByCron(DRIFT_SCHEDULE),
  });
  return {
    service,
    pullPlans: terraform && settings.terraform?.pullPlans && { terraform, ...settings.terraform.pullPlans },
    appsUrl: local?.url,
    doubles: known?.then((started) => started?.pages) ?? Promise.resolve(undefined),
    close: async () => {
      await (await known)?.stop();
      await terraform?.close();
      await local?.close();
    },
  };
}

function openLocalDriver(
  config: Config,
  ports: OpenProvisionPorts,
  routes: ReadonlyMap<string, URL>,
  secrets: ReadonlyMap<string, string>,
): Promise<Local | undefined> {
  if (config.local === undefined) return Promise.resolve(undefined);
  return openLocal(config.local, config, {
    ...ports,
    routes,
    readSecret: createReadSecret({ secrets, secretsDir: config.secretsDir, readVault: ports.vault?.read }),
    leases: ports.vault,
    tokens: ports.identity && tokensOf(config, ports.identity),
    recordUsage: (installation, usage) => recordUsage(ports.metering, installation, usage),
    readFile: (commit, path) => ports.source.readFile(commit, path),
  });
}

function tokensOf({ tokens }: Config, { issuer, mintFor }: Identity): TokenSource {
  return {
    resources: [issuer, ...tokens.resources],
    mint: async (installation, resource) => (await mintFor(installation, resource))?.token,
  };
}

function wantsDoubles(config: Config, local: Local | undefined): local is Local {
  return local !== undefined && isTrial(config);
}
