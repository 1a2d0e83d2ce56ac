import type { KubernetesObject } from '../kubernetes-objects/kubernetes-object.ts';
import type { Resource } from './resources.ts';

/** Owner of what Souk applies. */
export const FIELD_MANAGER = 'souk';

/** An object as the API tells of it. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: LiveMetadata;
  readonly [part: string]: unknown;
}

export interface LiveMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly controller?: boolean }[];
  readonly managedFields?: readonly { readonly manager?: string; readonly operation?: string }[];
  readonly [part: string]: unknown;
}

/** What is asked of the API of a cluster, as a port. Whatever goes wrong is a `DriverError`. */
export interface Cluster {
  /** Objects that bear a label, with a value or with any; none of a kind that is not installed. */
  list(resource: Resource, selector: string, signal: AbortSignal): Promise<readonly LiveObject[]>;
  read(resource: Resource, object: KubernetesObject, signal: AbortSignal): Promise<LiveObject | undefined>;
  /** Server-side apply; with `dryRun`, what would come of it. */
  apply(
    object: KubernetesObject,
    how: { readonly dryRun: boolean },
    signal: AbortSignal,
  ): Promise<LiveObject>;
  /** Asks for an object to go, after all that depends on it; one that is gone already is no error. */
  remove(object: LiveObject, signal: AbortSignal): Promise<void>;
  /** Calls back for each object that bears a label, now and whenever it changes, until the signal fires. */
  watch(
    resource: Resource,
    selector: string,
    onChange: (object: LiveObject) => void,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}
