import type { Instance } from '@souk/model/installation/instance.ts';
import type { Clock } from '../../clock.ts';
import { type Driver, DriverError, type Observation } from '../driver.ts';
import type { KubernetesObject } from '../kubernetes-objects/kubernetes-object.ts';
import { INSTALLATION_LABEL } from '../kubernetes-objects/object-labels.ts';
import { objectName } from '../kubernetes-objects/object-name.ts';
import type { ObjectSettings } from '../kubernetes-objects/object-settings.ts';
import { renderObjects } from '../kubernetes-objects/render-objects.ts';
import { type Cluster, FIELD_MANAGER, type LiveObject } from './cluster.ts';
import { compareObjects } from './compare-objects.ts';
import { resourceOf, resources } from './resources.ts';
import { workloadHealth } from './workload-health.ts';

export interface KubernetesPorts {
  readonly cluster: Cluster;
  readonly objects: ObjectSettings;
  readonly clock: Clock;
  /** Milliseconds that objects may take to go. */
  readonly removalMs: number;
  /** Milliseconds between looks at whether they are gone. */
  readonly pollMs: number;
}

/** What runs, and so goes first; what limits it goes when it is gone. */
const WORKLOADS = ['Deployment', 'CronJob'];

/** Runs instances in a cluster by its API. What it has made is what bears its label and is applied by it. */
export function openKubernetesDriver(ports: KubernetesPorts): Driver {
  return new KubernetesDriver(ports);
}

class KubernetesDriver implements Driver {
  readonly name = 'kubernetes';
  readonly endsWithProcess = false;
  readonly #ports: KubernetesPorts;
  readonly #listeners = new Set<(id: string) => void>();
  #watching: AbortController | undefined;

  constructor(ports: KubernetesPorts) {
    this.#ports = ports;
  }

  async apply(instance: Instance, signal: AbortSignal): Promise<void> {
    const { cluster, objects } = this.#ports;
    const wanted = renderObjects(instance, objects);
    // What is on its way out goes in the end, whatever is applied to it meanwhile.
    await this.#removeAll(instance.id, isGoing, signal);
    const held = await this.#held(instance.id, signal);
    for (const object of wanted)
      if (!held.some((one) => isSame(one, object))) await this.#checkFree(object, signal);
    for (const object of wanted) await cluster.apply(object, { dryRun: false }, signal);
    await this.#takeDown(instance.id, (one) => !wanted.some((object) => isSame(one, object)), signal);
  }

  async remove(id: string, signal: AbortSignal): Promise<void> {
    objectName(id);
    await this.#takeDown(id, () => true, signal);
  }

  async observe(instance: Instance, signal: AbortSignal): Promise<Observation> {
    const { cluster, objects } = this.#ports;
    const wanted = renderObjects(instance, objects);
    const held = await this.#held(instance.id, signal);
    const drift: string[] = [];
    for (const object of wanted) {
      const live = held.find((one) => isSame(one, object));
      if (live === undefined) drift.push(`${shown(object)} is missing`);
      else {
        const applied = await cluster.apply(object, { dryRun: true }, signal);
        const paths = compareObjects(live, applied);
        if (paths.length > 0) drift.push(`${shown(object)}: ${paths.join(', ')}`);
      }
    }
    const surplus = held.filter((one) => !wanted.some((object) => isSame(one, object)));
    drift.push(...surplus.map((one) => `${shown(one)} is too much`));
    return { ...(instance.suspended ? { health: 'unknown' } : workloadHealth(held)), drift };
  }

  async list(signal: AbortSignal): Promise<readonly string[]> {
    const ids = new Set<string>();
    for (const resource of resources)
      for (const object of await this.#ports.cluster.list(resource, INSTALLATION_LABEL, signal))
        if (isOwn(object)) ids.add(object.metadata.labels?.[INSTALLATION_LABEL] ?? '');
    return [...ids].filter((id) => id !== '').toSorted();
  }

  subscribe(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    this.#watching ??= this.#watch();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#watching?.abort();
      this.#watching = undefined;
    };
  }

  async close(): Promise<void> {
    this.#watching?.abort();
    await this.#ports.cluster.close();
  }

  /** Objects of one installation, whatever namespace they are in. */
  async #held(id: string, signal: AbortSignal): Promise<readonly LiveObject[]> {
    const selector = `${INSTALLATION_LABEL}=${id}`;
    const lists = resources.map((resource) => this.#ports.cluster.list(resource, selector, signal));
    return (await Promise.all(lists)).flat().filter(isOwn);
  }

  /** What others have made is not taken over. */
  async #checkFree(object: KubernetesObject, signal: AbortSignal): Promise<void> {
    const found = await this.#ports.cluster.read(resourceOf(object), object, signal);
    const owner = object.metadata.labels[INSTALLATION_LABEL];
    if (found === undefined || found.metadata.labels?.[INSTALLATION_LABEL] === owner) return;
    throw new DriverError(
      'conflict',
      `${shown(object)} is there and was not made by Souk: remove it, or name the installation otherwise.`,
    );
  }

  async #takeDown(
    id: string,
    isUnwanted: (object: LiveObject) => boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const isWorkload = ({ kind }: LiveObject) => WORKLOADS.includes(kind);
    for (const isDue of [isWorkload, () => true])
      await this.#removeAll(id, (one) => isDue(one) && isUnwanted(one), signal);
  }

  /** Asks for objects to go, and waits until they are gone. */
  async #removeAll(id: string, isDue: (object: LiveObject) => boolean, signal: AbortSignal): Promise<void> {
    const { cluster, clock, removalMs, pollMs } = this.#ports;
    for (let waitedMs = 0; ; waitedMs += pollMs) {
      const due = (await this.#held(id, signal)).filter(isDue);
      if (due.length === 0) return;
      if (waitedMs > removalMs)
        throw new DriverError(
          'unreachable',
          `${due.map(shown).join(', ')}: asked to go ${removalMs / 1_000} s ago, and still there; something holds on to it.`,
        );
      for (const object of due) if (!isGoing(object)) await cluster.remove(object, signal);
      await clock.sleep(pollMs, signal);
      signal.throwIfAborted();
    }
  }

  #watch(): AbortController {
    const { cluster } = this.#ports;
    const stop = new AbortController();
    const known = new Map<string, string>();
    const tell = (object: LiveObject): void => {
      const id = object.metadata.labels?.[INSTALLATION_LABEL];
      const key = `${object.kind} ${object.metadata.namespace} ${object.metadata.name}`;
      const state = JSON.stringify([workloadHealth([object]), object.metadata['generation']]);
      const before = known.get(key);
      known.set(key, state);
      // What is seen for the first time may have been so for long.
      if (id === undefined || before === undefined || before === state) return;
      for (const listener of this.#listeners) listener(id);
    };
    for (const resource of resources)
      if (WORKLOADS.includes(resource.kind))
        void cluster.watch(resource, INSTALLATION_LABEL, tell, stop.signal);
    return stop;
  }
}

/** Not what another has applied with our labels on it, such as Argo CD, and not what the cluster derives from other objects. */
function isOwn({ metadata: { managedFields = [], ownerReferences = [] } }: LiveObject): boolean {
  const isApplied = managedFields.some((one) => one.manager === FIELD_MANAGER && one.operation === 'Apply');
  return isApplied && !ownerReferences.some(({ controller }) => controller === true);
}

function isGoing({ metadata }: LiveObject): boolean {
  return metadata['deletionTimestamp'] !== undefined;
}

function isSame(a: LiveObject, b: KubernetesObject): boolean {
  const isAtPlace = a.metadata.namespace === b.metadata.namespace && a.metadata.name === b.metadata.name;
  return a.kind === b.kind && a.apiVersion === b.apiVersion && isAtPlace;
}

function shown({ kind, metadata: { name, namespace } }: LiveObject | KubernetesObject): string {
  return `${kind} ${name} in ${namespace}`;
}
