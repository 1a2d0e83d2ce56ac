import type { ArchiveSource } from '@souk/vetting/vulnerability/store/archive-source.ts';
import type { GitHubEffects } from '../github/create-github-effects.ts';
import type { VettingPorts } from '../vetting/vetting-ports.ts';

/** Calls back at each time of a schedule; returns the way to stop. */
export type Schedule = (run: () => void) => () => void;

export interface RescanPorts extends VettingPorts {
  /** Where newer advisories come from; undefined where somebody else keeps the folder. */
  readonly advisorySource: ArchiveSource | undefined;
  readonly schedule: Schedule;
  /** Where owners are told; undefined where the catalog is not on GitHub. */
  readonly github: GitHubEffects | undefined;
  /** Branch that pull requests go into; undefined as long as nobody knows it. */
  readonly branch: () => string | undefined;
}
