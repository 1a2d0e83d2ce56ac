import type { EntityKey } from '../manifest/manifest.ts';

/** A version that may run, as the plan looks at it. */
export interface OfferedVersion {
  readonly version: string;
  /** Names of all that it may do, such as `scope crm:leads:read`. */
  readonly grants: readonly string[];
}

/** What the catalog wants of an installation. */
export interface DesiredInstallation {
  readonly app: EntityKey;
  /** Versions in its range that were accepted, the newest first. */
  readonly versions: readonly OfferedVersion[];
  /** What the team has agreed to: the names of grants, as the file says; undefined where it says nothing. */
  readonly consent: readonly string[] | undefined;
  /** Changes with all that makes an instance but its version: configuration, references to secrets, owner, limits. */
  readonly settings: string;
  /** Whether the file says that it stands still. */
  readonly suspended: boolean;
  /** Why it must not begin; what runs goes on. */
  readonly barred: string | undefined;
}
