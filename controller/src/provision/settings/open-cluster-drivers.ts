import { join } from 'node:path';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import type { DriverName } from '@souk/model/installation/instance.ts';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import { findRepository } from '../../github/find-repository.ts';
import type { CatalogSource } from '../../reconcile/catalog-source.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import { parseRepositoryAddress } from '../../source/repository-address.ts';
import { type Driver, DriverError } from '../driver.ts';
import { createArgoHealth } from '../gitops/argo-health.ts';
import { openEnvironmentRepository } from '../gitops/git-environment-repository.ts';
import { openGitopsDriver } from '../gitops/gitops-driver.ts';
import type { GitopsPorts } from '../gitops/gitops-ports.ts';
import { proposeOnGitHub } from '../gitops/propose-on-github.ts';
import { openLater } from '../open-later.ts';
import { readSourceFolder } from '../terraform/read-source-folder.ts';
import { SharedTerraform } from '../terraform/shared-terraform.ts';
import type { DriverSettings, GitopsSettings } from './driver-settings.ts';

export interface ClusterDriverPorts {
  readonly dataDir: string;
  /** `https://api.github.com`, or that of an Enterprise server. */
  readonly githubApiUrl: string;
  readonly readSecret: ReadSecret;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly source: Pick<CatalogSource, 'read'>;
  /** Takes plain sentences about waiting. */
  readonly tell: (text: string) => void;
}

const GIT_MS = 60_000;
const ARGO_MS = 10_000;
const AUTHOR = { name: 'Souk', email: 'souk@localhost' };

/** The driver of modules, for all who use it, opened when it is first asked for; undefined where the settings name none. */
export function shareTerraform(
  { terraform: settings }: DriverSettings,
  ports: ClusterDriverPorts,
): SharedTerraform | undefined {
  if (settings === undefined) return undefined;
  return new SharedTerraform(async () => {
    const { openTerraformDriver } = await import('../terraform/open-terraform-driver.ts');
    const { environment, readSecret, logger, source, dataDir } = ports;
    return openTerraformDriver({
      ...{ settings, environment, readSecret, logger },
      folder: join(dataDir, 'terraform'),
      readFolder: readSourceFolder(source),
    });
  });
}

/** The drivers that the settings name; each opens what it needs when it is first asked for something. */
export function openClusterDrivers(
  { gitops, kubernetes }: DriverSettings,
  terraform: SharedTerraform | undefined,
  ports: ClusterDriverPorts,
): ReadonlyMap<DriverName, Driver> {
  const drivers = new Map<DriverName, Driver>();
  if (gitops !== undefined)
    drivers.set(
      'gitops',
      openLater('gitops', () => openGitops(gitops, ports)),
    );
  if (kubernetes !== undefined)
    drivers.set(
      'kubernetes',
      openLater('kubernetes', async () => {
        const { openKubernetes } = await import('../kubernetes/open-kubernetes.ts');
        const { kubeconfig, cluster: objects } = kubernetes;
        return openKubernetes({ kubeconfig, objects, ...ports });
      }),
    );
  if (terraform !== undefined)
    drivers.set(
      'terraform',
      openLater('terraform', () => terraform.asDriver()),
    );
  return drivers;
}

async function openGitops(settings: GitopsSettings, ports: ClusterDriverPorts): Promise<Driver> {
  const { repository, branch, author = AUTHOR, token: reference, cluster } = settings;
  const { dataDir, githubApiUrl, clock } = ports;
  const token = reference === undefined ? undefined : await readSecret(reference, ports);
  const tokens = { repoToken: token, githubToken: undefined, githubApiUrl };
  const address = { ...parseRepositoryAddress(repository, tokens), credentialsAt: 'gitops.token' };
  return openGitopsDriver({
    ...{ branch, objects: cluster, ...proposing(settings, token, ports), ...(await health(settings, ports)) },
    repository: openEnvironmentRepository({
      ...{ address, branch, clock, author, timeoutMs: GIT_MS },
      dir: join(dataDir, 'gitops'),
    }),
  });
}

function proposing(
  { mode, repository }: GitopsSettings,
  token: string | undefined,
  { githubApiUrl: apiUrl, tell }: ClusterDriverPorts,
): Pick<GitopsPorts, 'proposePull'> {
  if (mode === 'commit') return {};
  const found = findRepository({ repo: repository, githubRepository: undefined, githubApiUrl: apiUrl });
  if (found === undefined || token === undefined)
    throw new DriverError(
      'conflict',
      `gitops: pull requests are opened on GitHub, with a token; ${found === undefined ? `the repository is not on the GitHub of ${apiUrl}` : 'there is no token'}. Say mode: commit to push instead.`,
    );
  return { proposePull: proposeOnGitHub(() => createRepositoryClient({ token, apiUrl, ...found, tell })) };
}

async function health(
  { argo }: GitopsSettings,
  ports: ClusterDriverPorts,
): Promise<Pick<GitopsPorts, 'readHealth'>> {
  if (argo === undefined) return {};
  const { url, application } = argo;
  const readHealth = createArgoHealth({
    ...{ url, token: await readSecret(argo.token, ports), timeoutMs: ARGO_MS },
    applicationOf: ({ id, team, environment }) =>
      application
        .replaceAll('{installation}', id)
        .replaceAll('{team}', team)
        .replaceAll('{environment}', environment),
  });
  return { readHealth };
}

async function readSecret(reference: string, ports: ClusterDriverPorts): Promise<string> {
  const result = await ports.readSecret(reference);
  if (result.ok) return result.value;
  throw new DriverError('secret', result.reason);
}
