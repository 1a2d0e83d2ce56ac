import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../clock.ts';
import type { Driver } from '../../driver.ts';
import { someSettings } from '../../kubernetes-objects/testing/object-settings.ts';
import type { CrashPoint } from '../../testing/crash-point.ts';
import { type ClientClusterOptions, openClientCluster } from '../client-cluster.ts';
import type { Cluster } from '../cluster.ts';
import { type KubernetesPorts, openKubernetesDriver } from '../kubernetes-driver.ts';
import { readKubeconfig } from '../read-cluster-config.ts';
import { ClusterDouble } from './cluster-double.ts';

export const DEPLOYMENTS = '/apis/apps/v1/namespaces/marketplace-dev/deployments';

/** A driver that speaks to a double of a cluster over HTTP. */
export class KubernetesWorld {
  readonly double: ClusterDouble;
  readonly #folder = mkdtempSync(join(tmpdir(), 'souk-cluster-'));

  private constructor(double: ClusterDouble) {
    this.double = double;
  }

  static async open(): Promise<KubernetesWorld> {
    return new KubernetesWorld(await ClusterDouble.start());
  }

  writeKubeconfig(): string {
    const path = join(this.#folder, 'kubeconfig');
    writeFileSync(path, this.double.kubeconfig);
    return path;
  }

  async cluster(parts: Partial<ClientClusterOptions> = {}): Promise<Cluster> {
    const config = await readKubeconfig(this.writeKubeconfig());
    return openClientCluster({
      config,
      namespaces: undefined,
      clock: systemClock,
      timeoutMs: 10_000,
      ...parts,
    });
  }

  async driver(crash?: CrashPoint, parts: Partial<KubernetesPorts> = {}): Promise<Driver> {
    const cluster = await this.cluster();
    return openKubernetesDriver({
      ...{ objects: someSettings(), clock: systemClock, removalMs: 2_000, pollMs: 5 },
      cluster: crash === undefined ? cluster : breakable(cluster, crash),
      ...parts,
    });
  }

  async close(): Promise<void> {
    await this.double.close();
    rmSync(this.#folder, { recursive: true });
  }
}

function breakable(cluster: Cluster, crash: CrashPoint): Cluster {
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    crash.reach();
    const result = await work();
    crash.reach();
    return result;
  };
  return {
    list: (...asked) => cluster.list(...asked),
    read: (...asked) => cluster.read(...asked),
    apply: (...asked) => around(() => cluster.apply(...asked)),
    remove: (...asked) => around(() => cluster.remove(...asked)),
    watch: (...asked) => cluster.watch(...asked),
    close: () => cluster.close(),
  };
}
