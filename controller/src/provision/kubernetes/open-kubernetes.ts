import type { Clock } from '../../clock.ts';
import type { Driver } from '../driver.ts';
import type { ObjectSettings } from '../kubernetes-objects/object-settings.ts';
import { openClientCluster } from './client-cluster.ts';
import { openKubernetesDriver } from './kubernetes-driver.ts';
import { listedNamespaces } from './listed-namespaces.ts';
import { readKubeconfig, readPodConfig } from './read-cluster-config.ts';

export interface KubernetesOptions {
  /** Path of a kubeconfig; the cluster that this process runs in when undefined. */
  readonly kubeconfig: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly objects: ObjectSettings;
  readonly clock: Clock;
}

/**
 * Opens the driver for a cluster; nothing is asked of it yet.
 * @throws {TypeError} when it is not told how to get there
 */
export async function openKubernetes(options: KubernetesOptions): Promise<Driver> {
  const { kubeconfig, environment, objects, clock } = options;
  const config =
    kubeconfig === undefined ? await readPodConfig(environment) : await readKubeconfig(kubeconfig);
  const namespaces = listedNamespaces(objects);
  const cluster = openClientCluster({ config, namespaces, clock, timeoutMs: 30_000 });
  return openKubernetesDriver({ cluster, objects, clock, removalMs: 120_000, pollMs: 1_000 });
}
