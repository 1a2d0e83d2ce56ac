import type { Entry, Installation } from '../manifest/manifest.ts';

export type DriverName = NonNullable<Installation['driver']>;

/**
 * All that a driver has to know to run an installation: the same value gives the same instance, wherever and whenever.
 * It is JSON, and holds no value of a secret.
 */
export interface Instance {
  /** Of the installation: lower-case letters, digits and single hyphens, 63 characters at most. */
  readonly id: string;
  readonly entry: InstanceEntry;
  readonly team: string;
  /** Name, as the marketplace lists it. */
  readonly environment: string;
  readonly costCenter?: string;
  readonly runtime: Entry['runtime'];
  /** Reference with digest, such as `registry.example.com/crm:1.2.0@sha256:…`. */
  readonly artifact?: string;
  /** Where its files lie; absent where the version names no commit. */
  readonly code?: InstanceCode;
  readonly config: Readonly<Record<string, unknown>>;
  /** Sorted by name. */
  readonly secrets: readonly InstanceSecret[];
  /** Hosts that it may call, each with an optional port, sorted. */
  readonly egress: readonly string[];
  /** Names of what is metered, sorted. */
  readonly metrics: readonly string[];
  /** It is kept, and does not run. */
  readonly suspended: boolean;
}

export interface InstanceEntry {
  readonly kind: Entry['kind'];
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly owner: string;
}

export interface InstanceCode {
  /** Of the catalog's repository; empty where its files are followed as they are edited. */
  readonly commit: string;
  /** Path of the entry's folder in it, with a slash at the end. */
  readonly folder: string;
}

export interface InstanceSecret {
  readonly name: string;
  /** Where the value is found: `env:NAME`, `file:/path` or `vault:mount/path#key`. */
  readonly reference: string;
  /** Whether the code gets the value itself; otherwise a stand-in, replaced in headers of what it sends. */
  readonly exposed: boolean;
  /** Hosts of `egress` that the value may be sent to. */
  readonly hosts: readonly string[];
}
