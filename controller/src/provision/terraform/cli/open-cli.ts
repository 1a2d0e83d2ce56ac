import { realpathSync } from 'node:fs';
import type { TerraformSettings } from '../terraform-settings.ts';
import { type Confinement, confineCli } from './confine-cli.ts';
import { detectWalls } from './detect-walls.ts';
import { findCommand } from './find-command.ts';
import { type CliResult, runCommand } from './run-command.ts';

/** OpenTofu or Terraform, as the settings name it. */
export interface Cli {
  /** Path, as it is written in messages to people. */
  readonly command: string;
  readonly confinement: Confinement;
  /** Name of the machine that it tells in locks. */
  readonly hostname: string;
  /** What it finds in its environment, beside what a run adds. */
  readonly variables: Readonly<Record<string, string>>;
  /** @throws {DriverError} when it can't be started */
  run(run: CliRun, signal: AbortSignal): Promise<CliResult>;
}

export interface CliRun {
  readonly args: readonly string[];
  /** Where it runs and may write. */
  readonly work: string;
  /** Folder in memory that it may write to as well. */
  readonly memory?: string | undefined;
  readonly variables?: Readonly<Record<string, string>>;
  /** Whether it installs providers. */
  readonly installs?: boolean;
  readonly onSpawn: (pid: number) => Promise<void>;
}

export interface OpenCliOptions {
  readonly settings: TerraformSettings;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly confinement: Confinement | undefined;
  /** Name of the machine inside the walls. */
  readonly hostname: string;
  /** Name of the machine outside. */
  readonly machine: string;
  readonly graceMs: number;
}

/** @throws {Error} when it can't be run here */
export function openCli(options: OpenCliOptions): Cli {
  const { settings, environment, machine, graceMs } = options;
  const command = findCommand(settings.command, environment['PATH']);
  const walls = detectWalls(command, options.confinement);
  const hostname = walls.confinement === 'bubblewrap' ? options.hostname : machine;
  const variables = variablesOf(settings, environment);
  const { cliConfigFile, pluginCacheDir } = settings;
  const cache = pluginCacheDir === undefined ? undefined : realpathSync(pluginCacheDir);
  const readable = [...(settings.readable ?? []), ...(cliConfigFile === undefined ? [] : [cliConfigFile])];
  return {
    command: settings.command,
    confinement: walls.confinement,
    hostname,
    variables,
    run: ({ args, work, memory, variables: added = {}, installs = false, onSpawn }, signal) =>
      runCommand(
        confineCli({
          ...{ walls, command, args, work, memory, readable, hostname },
          pluginCache: cache === undefined ? undefined : { path: cache, writable: installs },
          variables: { ...variables, ...added },
        }),
        { cwd: work, timeoutMs: settings.timeoutMs, graceMs, signal, onSpawn },
      ),
  };
}

function variablesOf(
  { environment: names = [], pluginCacheDir, cliConfigFile }: TerraformSettings,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const handedOn = names.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(handedOn),
    ...{ CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1', TF_INPUT: '0' },
    ...(pluginCacheDir === undefined ? {} : { TF_PLUGIN_CACHE_DIR: realpathSync(pluginCacheDir) }),
    ...(cliConfigFile === undefined ? {} : { TF_CLI_CONFIG_FILE: cliConfigFile }),
  };
}
