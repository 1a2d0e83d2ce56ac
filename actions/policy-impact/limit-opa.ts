import { type ExecFileOptionsWithStringEncoding, execFile } from 'node:child_process';
import { BuildError } from '@souk/policies/build/build-error.ts';
import type { Opa, OpaRun } from '@souk/policies/build/opa.ts';

/** What one run of OPA may use. */
export interface OpaLimits {
  readonly seconds: number;
  /** Of address space, where the system can bound it. */
  readonly bytes: number;
}

const LONGEST_OUTPUT = 64 * 1024 * 1024;

/**
 * An OPA for sources that nobody has looked at: it knows nothing of the environment, and is ended when it takes too
 * long or too much. What it is ended for is the fault of the sources.
 */
export function limitOpa({ path, version }: Opa, limits: OpaLimits): Opa {
  return { path, version, run: (args, { cwd } = {}) => run(path, args, cwd, limits) };
}

function run(
  path: string,
  args: readonly string[],
  cwd: string | undefined,
  { seconds, bytes }: OpaLimits,
): Promise<OpaRun> {
  // The kernel ends it too, should this process be gone before.
  const bounds = [`--cpu=${Math.ceil(seconds)}`, `--as=${bytes}`, '--core=0', '--', path];
  const [command, all] =
    process.platform === 'linux' ? (['prlimit', [...bounds, ...args]] as const) : ([path, args] as const);
  const options: ExecFileOptionsWithStringEncoding = {
    ...{ cwd, encoding: 'utf8', maxBuffer: LONGEST_OUTPUT, timeout: seconds * 1_000 },
    killSignal: 'SIGKILL',
    env: { PATH: '/usr/bin:/bin', GOMEMLIMIT: String(Math.floor(bytes / 2)) },
  };
  return new Promise((resolve, reject) => {
    execFile(command, all, options, (error, stdout, stderr) => {
      const wasStopped = error !== null && (error.killed === true || typeof error.signal === 'string');
      if (error === null) resolve({ exitCode: 0, stdout, stderr });
      else if (wasStopped || /out of memory|cannot allocate memory/.test(stderr)) reject(tooCostly(args));
      else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr });
      else reject(new BuildError('opa-failed', `OPA did not run: ${error.message}`, { cause: error }));
    });
  });
}

function tooCostly([command = '']: readonly string[]): BuildError {
  return new BuildError(
    'too-costly',
    `The policies take more time or memory than they may: opa ${command} was stopped.`,
  );
}
