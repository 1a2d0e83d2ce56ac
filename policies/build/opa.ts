import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { BuildError } from './build-error.ts';
import pinned from './opa-release.json' with { type: 'json' };

/** The OPA that bundles are compiled with: another one could compile the same rules to other bytes. */
export const OPA_VERSION: string = pinned.version;

/** A found OPA. */
export interface Opa {
  readonly path: string;
  readonly version: string;
  /** Runs it and gives what it printed, with its exit code: checking and testing report by both. */
  run(args: readonly string[], options?: { readonly cwd?: string }): Promise<OpaRun>;
}

export interface OpaRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const HOW_TO_GET_IT = `Run: npm run setup:opa. It installs OPA ${OPA_VERSION}.`;

/** Where `npm run setup:opa` puts it. */
export function installedOpa(environment: NodeJS.ProcessEnv): string {
  const cache = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'souk', `opa-${OPA_VERSION}`, process.platform === 'win32' ? 'opa.exe' : 'opa');
}

/**
 * The OPA of this machine: `$OPA`, the one that `npm run setup:opa` installed, or the one on `PATH`. Undefined
 * when there is none of the pinned version.
 *
 * @throws {BuildError} when `$OPA` names one that cannot be used
 */
export async function findOpa(environment: NodeJS.ProcessEnv): Promise<Opa | undefined> {
  const named = environment['OPA'];
  if (named !== undefined && named !== '') return useNamed(named);
  const onPath = (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, process.platform === 'win32' ? 'opa.exe' : 'opa'));
  for (const path of [installedOpa(environment), ...onPath]) {
    const version = await versionOf(path);
    if (version === OPA_VERSION) return opaAt(path, version);
  }
  return undefined;
}

/** @throws {BuildError} `opa-missing` with the way to get it */
export async function requireOpa(environment: NodeJS.ProcessEnv): Promise<Opa> {
  const opa = await findOpa(environment);
  if (opa === undefined) {
    throw new BuildError(
      'opa-missing',
      `Rego is compiled by OPA ${OPA_VERSION}, which is not here. ${HOW_TO_GET_IT}`,
    );
  }
  return opa;
}

async function useNamed(path: string): Promise<Opa> {
  const version = await versionOf(path);
  if (version === undefined) {
    throw new BuildError('opa-missing', `$OPA is ${JSON.stringify(path)}, which is no OPA. ${HOW_TO_GET_IT}`);
  }
  if (version !== OPA_VERSION) {
    throw new BuildError(
      'opa-version',
      `$OPA is OPA ${version}, but bundles are compiled with ${OPA_VERSION}. ${HOW_TO_GET_IT}`,
    );
  }
  return opaAt(path, version);
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.X_OK);
  } catch {
    return undefined;
  }
  const { stdout, exitCode } = await runFile(path, ['version'], {});
  return exitCode === 0 ? /^Version: (\S+)$/m.exec(stdout)?.[1] : undefined;
}

function opaAt(path: string, version: string): Opa {
  return { path, version, run: (args, options = {}) => runFile(path, args, options) };
}

const LONGEST_OUTPUT = 256 * 1024 * 1024;

/** OPA lives for a second at most: collecting garbage less often halves its work, for some 200 MB at the peak. */
const MEMORY_FOR_SPEED = { GOGC: '400' };

function runFile(path: string, args: readonly string[], { cwd }: { readonly cwd?: string }): Promise<OpaRun> {
  return new Promise((resolve, reject) => {
    const env = { ...MEMORY_FOR_SPEED, ...process.env };
    execFile(
      path,
      args,
      { cwd, env, maxBuffer: LONGEST_OUTPUT, encoding: 'utf8' },
      (error, stdout, stderr) => {
        if (error === null) resolve({ exitCode: 0, stdout, stderr });
        else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr });
        else reject(new BuildError('opa-failed', `${path} did not run: ${error.message}`, { cause: error }));
      },
    );
  });
}
