import type { LookupFunction } from 'node:net';
import type { Instance } from '@souk/model/installation/instance.ts';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { UsageRecord } from '../../metering/record-usage.ts';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import type { AddressGuard } from '../../webhooks/address-guard.ts';
import type { Confinement } from './sandbox/confine.ts';

/** What the local driver needs of the world. */
export interface LocalPorts {
  /** Folder that instances are kept in. */
  readonly folder: string;
  /** Path of the runtime. */
  readonly workerd: string;
  readonly confinement: Confinement;
  /** A file of the catalog's repository at a commit; undefined where there is none. */
  readonly readFile: (commit: string, path: string) => Promise<Uint8Array | undefined>;
  readonly readSecret: ReadSecret;
  readonly guard: AddressGuard;
  /** Where what goes to a host is sent instead, such as a double of it. */
  readonly routes: ReadonlyMap<string, URL>;
  readonly lookup?: LookupFunction | undefined;
  readonly recordUsage: (instance: Instance, usage: UsageRecord) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Called before and after each effect, where a process can be killed. */
  readonly onEffect?: () => void;
}
