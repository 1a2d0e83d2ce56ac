import type { Logger } from 'pino';
import type { ReadSecret } from '../../secrets/read-secret.ts';
import type { Confinement } from './cli/confine-cli.ts';
import type { TerraformSettings } from './terraform-settings.ts';

/** What the driver needs of the world. */
export interface TerraformPorts {
  readonly settings: TerraformSettings;
  /** Folder that installations are kept in; no other process may use it at the same time. */
  readonly folder: string;
  /** Of the controller; the variables that the settings name are handed on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly readFolder: ReadFolder;
  readonly readSecret: ReadSecret;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** How the CLI is kept apart; as well as the machine can when absent. */
  readonly confinement?: Confinement | undefined;
  /** Milliseconds that the CLI has to end by itself when it is told to. */
  readonly graceMs?: number;
  /** Called before and after each effect, where a process can be killed. */
  readonly onEffect?: () => void;
}

/**
 * The plain files of a folder of the catalog's repository at a commit, by their paths within it; empty where there is none.
 * @param folder with a slash at its end
 */
export type ReadFolder = (commit: string, folder: string) => Promise<ReadonlyMap<string, Uint8Array>>;
