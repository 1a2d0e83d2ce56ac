import type { Instance } from '@souk/model/installation/instance.ts';
import type { Observation } from '../driver.ts';
import type { ObjectSettings } from '../kubernetes-objects/object-settings.ts';
import type { EnvironmentRepository } from './environment-repository.ts';

export interface GitopsPorts {
  readonly repository: EnvironmentRepository;
  /** Name of the branch that clusters follow, without `refs/heads/`. */
  readonly branch: string;
  readonly objects: ObjectSettings;
  /** How changes get onto the branch: proposed by this, or committed at once when undefined. */
  readonly proposePull?: ProposePull;
  /** How an instance does, as far as somebody in the cluster knows; nobody is asked when undefined. */
  readonly readHealth?: ReadHealth;
}

/**
 * Opens a pull request for a branch that is there already, or finds the one that is open for it; it may merge it too.
 * @throws {DriverError}
 */
export type ProposePull = (proposal: PullProposal, signal: AbortSignal) => Promise<{ readonly url: string }>;

export interface PullProposal {
  /** Names of branches, without `refs/heads/`. */
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
}

/** What can't be found out is `unknown`, with the reason; it never throws for that. */
export type ReadHealth = (instance: Instance, signal: AbortSignal) => Promise<Omit<Observation, 'drift'>>;
