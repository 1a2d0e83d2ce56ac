import type { LookupFunction } from 'node:net';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import type { AddressGuard } from '../../webhooks/address-guard.ts';
import type { SeenRequest } from './egress/egress-proxy.ts';
import type { TokenSource } from './resolve-secrets.ts';
import type { Confinement } from './sandbox/confine.ts';
import type { UsageRecord } from './usage-record.ts';

/** What the local driver needs of the world. */
export interface LocalPorts {
  /** Folder that instances are kept in; no other process may use it at the same time. */
  readonly folder: string;
  /** Path of the runtime. */
  readonly workerd: string;
  /** How instances are kept apart; as well as the machine can when absent. */
  readonly confinement?: Confinement | undefined;
  /** A file of the catalog's repository at a commit; undefined where there is none. */
  readonly readFile: (commit: string, path: string) => Promise<Uint8Array | undefined>;
  readonly readSecret: ReadSecret;
  /** Whom installations are known as elsewhere; nobody when absent. */
  readonly tokens?: TokenSource | undefined;
  /** What is leased for installations; nothing is when absent. */
  readonly leases?: SecretLeases | undefined;
  readonly guard: AddressGuard;
  /** Where what goes to a host is sent instead, such as a double of it. */
  readonly routes: ReadonlyMap<string, URL>;
  readonly lookup?: LookupFunction | undefined;
  /** Resolves once it is kept, to be counted. Rejects where it can't be kept now. */
  readonly recordUsage: (installation: string, usage: UsageRecord) => Promise<void>;
  /** Counts what instances do; nobody does when absent. */
  readonly counter?: LocalCounter | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Called before and after each effect, where a process can be killed. */
  readonly onEffect?: () => void;
}

/** Secrets that end by themselves unless they are kept alive, by their users such as `Installation/crm`. */
export interface SecretLeases {
  /** Lets go of all that was leased for somebody but what these references name. */
  keepOnly(leaseFor: string, references: readonly string[]): Promise<void>;
  /** Calls back with the user of a lease that holds other values from now on; returns the way to stop. */
  subscribe(listener: (leaseFor: string) => void): () => void;
}

/** Told of what instances do, as it happens. */
export interface LocalCounter {
  /** A call of an instance, answered with this status after so many milliseconds. */
  onCall(id: string, status: number, ms: number): void;
  /** A request of an instance to another host. */
  onRequest(id: string, seen: SeenRequest): void;
}
