import type { Cli } from './cli/open-cli.ts';
import type { Memory } from './open-memory.ts';
import type { BackendBlock } from './state/backend-block.ts';
import type { TerraformPorts } from './terraform-ports.ts';

/** What the parts of the driver work with. */
export interface TerraformTools
  extends Pick<TerraformPorts, 'settings' | 'readFolder' | 'readSecret' | 'logger'> {
  readonly cli: Cli;
  readonly memory: Memory;
  /** Such as `OpenTofu v1.11.0`. */
  readonly version: string;
  readonly isOpenTofu: boolean;
  /** Does something to the world or the disk: a process can be killed before it and after it. */
  effect<T>(work: () => Promise<T>): Promise<T>;
}

/** Where one installation is worked on. */
export interface Place {
  readonly id: string;
  /** Folder that holds those of all installations. */
  readonly base: string;
  readonly backend: BackendBlock;
}
