import { get, isGiven, items, type PlacedValue, scalarText } from '../../yaml/placed-value.ts';

/** What runs, out of any of the objects that make pods. */
export interface Workload {
  readonly kind: string;
  readonly name: string;
  readonly object: PlacedValue;
  /** The `spec` of the pods. */
  readonly pod: PlacedValue;
  readonly containers: readonly Container[];
  /** Stays up and is called, so that probes make sense. */
  readonly isService: boolean;
  /** A platform runs it in its own sandbox, and has no say in nodes, users or service-account tokens. */
  readonly isManaged: boolean;
}

export interface Container {
  readonly name: string;
  readonly value: PlacedValue;
  /** Runs beside the program, not before it. */
  readonly isLasting: boolean;
}

/** Where objects keep the `spec` of their pods, by kind. */
const podPaths: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  Deployment: ['spec', 'template', 'spec'],
  StatefulSet: ['spec', 'template', 'spec'],
  DaemonSet: ['spec', 'template', 'spec'],
  ReplicaSet: ['spec', 'template', 'spec'],
  ReplicationController: ['spec', 'template', 'spec'],
  Job: ['spec', 'template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
};

/** Knative and Cloud Run; a job of Cloud Run has one template in another. */
const managedPodPaths: Readonly<Record<string, readonly string[]>> = {
  Service: ['spec', 'template', 'spec'],
  Configuration: ['spec', 'template', 'spec'],
  Revision: ['spec'],
  Job: ['spec', 'template', 'spec', 'template', 'spec'],
};

const LASTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

export function apiGroupOf(object: PlacedValue): string {
  const version = scalarText(get(object, 'apiVersion')) ?? '';
  return version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
}

export function kindOf(object: PlacedValue): string {
  return scalarText(get(object, 'kind')) ?? '';
}

export function isManagedGroup(group: string): boolean {
  return group === 'serving.knative.dev' || group === 'run.googleapis.com';
}

/** The workload that an object makes; undefined for objects that make none. */
export function readWorkload(object: PlacedValue): Workload | undefined {
  const kind = kindOf(object);
  const isManaged = isManagedGroup(apiGroupOf(object));
  const paths = isManaged ? managedPodPaths : podPaths;
  const path = Object.hasOwn(paths, kind) ? paths[kind] : undefined;
  if (path === undefined) return undefined;
  const pod = get(object, ...path);
  const containers = readContainers(pod);
  const hasPorts = containers.some(({ value }) => items(get(value, 'ports')).length > 0);
  return {
    kind,
    name: scalarText(get(object, 'metadata', 'name')) ?? '',
    object,
    pod,
    containers,
    isService: LASTING.includes(kind) && hasPorts,
    isManaged,
  };
}

function readContainers(pod: PlacedValue): Container[] {
  return (['containers', 'initContainers', 'ephemeralContainers'] as const).flatMap((list) =>
    items(get(pod, list)).map((value, i) => ({
      name: scalarText(get(value, 'name')) ?? String(i),
      value,
      // An init container that restarts is a sidecar.
      isLasting: list === 'containers' || scalarText(get(value, 'restartPolicy')) === 'Always',
    })),
  );
}

/** A field of the security context: that of the container, else that of the pod. */
export function securityField(container: Container, pod: PlacedValue, field: string): PlacedValue {
  const own = get(container.value, 'securityContext', field);
  const shared = get(pod, 'securityContext', field);
  return !isGiven(own) && isGiven(shared) ? shared : own;
}
