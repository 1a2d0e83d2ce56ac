import type { EntityKey } from '../manifest/manifest.ts';

/**
 * Why something comes to an end, or has to be looked at.
 *
 * - `expiry`: the day that an installation names, or the end of its time to live
 * - `idle`: nobody has used it for long
 * - `sunset`: the entry ends, or the entry that is installed
 * - `ownerless`: no team answers for it
 * - `unmaintained`: it has had no new version for long
 * - `overdue`: what has to be mended has been known for long
 */
export type Trigger = 'expiry' | 'idle' | 'sunset' | 'ownerless' | 'unmaintained' | 'overdue';

/**
 * What is done once it is due.
 *
 * - `suspend`: it stops and stays
 * - `deprovision`: it is taken down
 * - `clean-up`: a pull request takes its file out of the catalog
 * - `review`: a pull request proposes its deprecation
 * - `retire`: a pull request ends the life of an entry
 */
export type Action = 'suspend' | 'deprovision' | 'clean-up' | 'review' | 'retire';

/** When something happens to an entity unless somebody does something about it. */
export interface Deadline {
  readonly subject: EntityKey;
  readonly trigger: Trigger;
  /** When it became known. */
  readonly since: Date;
  readonly dueAt: Date;
  /** What is done, the first first. */
  readonly actions: readonly DueAction[];
}

export interface DueAction {
  readonly action: Action;
  /** Whole days after the deadline, not before it. */
  readonly graceDays: number;
}
