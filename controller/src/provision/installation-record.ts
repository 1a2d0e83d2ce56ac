import type { InstallationState } from '@souk/model/installation/installation-state.ts';
import type { DriverName, Instance } from '@souk/model/installation/instance.ts';
import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { AwaitedConsent } from '../store/installation-tables.ts';

/** What is kept of an installation, from the moment it is first seen until its instance is taken down. */
export interface InstallationRecord {
  readonly id: string;
  readonly driver: DriverName;
  readonly app: EntityKey;
  readonly firstSeenAt: Date;
  readonly state: InstallationState;
  /** In words, for people. */
  readonly healthMessage: string | undefined;
  /** In what the world differs from what it was made to be. */
  readonly drift: readonly string[];
  /** What was begun and is not known to have ended. */
  readonly doing: 'apply' | 'remove' | undefined;
  readonly doingSince: Date | undefined;
  /** As the driver was given it last. */
  readonly instance: Instance | undefined;
  /** Failures in a row. */
  readonly attempts: number;
  /** When it is tried again; undefined when nothing failed. */
  readonly dueAt: Date | undefined;
  readonly error: string | undefined;
  readonly blocked: string | undefined;
  readonly awaiting: AwaitedConsent | undefined;
}
