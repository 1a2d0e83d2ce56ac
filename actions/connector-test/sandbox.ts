import { access, constants, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import type { Isolation } from './isolation.ts';
import type { ToolCall } from './plan-tests.ts';
import { type RunLimits, type RunResult, runLimited } from './run-limited.ts';

/** Where services of the machine listen, such as one that starts containers: no network is needed to reach them. */
const SOCKETS = ['/run'];

const GRACE_SECONDS = 5;

/** A folder with a home and a place for temporary files, in which programs run that nobody trusts. */
export interface Sandbox extends AsyncDisposable {
  /** Where the files under test belong. */
  readonly folder: string;
  /** Whether a program is there to be run. */
  has(tool: string): Promise<boolean>;
  run(call: ToolCall, how: { readonly network: boolean } & RunLimits): Promise<RunResult>;
}

/**
 * @param isolation undefined where there is none, and that is allowed
 * @param hidden folders that no program in it may look into
 */
export async function openSandbox(
  isolation: Isolation | undefined,
  hidden: readonly string[],
): Promise<Sandbox> {
  const root = await mkdtemp(join(tmpdir(), 'souk-sandbox-'));
  const folder = join(root, 'connector');
  await Promise.all(['connector', 'home', 'tmp'].map((name) => mkdir(join(root, name))));
  const path = [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter);
  const env = environmentOf(root, path);
  const confined = outermost(hidden).filter(
    (dir) => !isWithin(root, dir) && !isWithin(process.execPath, dir),
  );
  return {
    folder,
    has: (tool) => isOnPath(tool, path),
    run: (call, { network, ...limits }) => {
      const confinement = {
        hidden: network ? confined : [...confined, ...SOCKETS],
        network,
        seconds: Math.ceil(limits.timeoutMs / 1000) + GRACE_SECONDS,
      };
      // By way of sudo the environment would be lost.
      const inside = { tool: 'env', args: ['-i', ...pairs(env), call.tool, ...call.args] };
      const outside = isolation === undefined ? inside : isolation(inside, confinement);
      return runLimited(outside, { ...limits, cwd: folder, env });
    },
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Nothing of the environment of the runner but where programs lie: it knows tokens, and files that steer the job. */
function environmentOf(root: string, path: string): Record<string, string> {
  const temp = join(root, 'tmp');
  return {
    PATH: path,
    HOME: join(root, 'home'),
    ...{ TMPDIR: temp, TMP: temp, TEMP: temp },
    ...{ LANG: 'C.UTF-8', CI: 'true' },
    npm_config_update_notifier: 'false',
    GOTOOLCHAIN: 'local',
    GOPROXY: 'off',
  };
}

function pairs(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

function outermost(folders: readonly string[]): string[] {
  return folders.filter((dir) => !folders.some((other) => other !== dir && isWithin(dir, other)));
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

async function isOnPath(tool: string, path: string): Promise<boolean> {
  const places = path.split(delimiter).filter((dir) => dir !== '');
  const found = await Promise.all(
    places.map((dir) =>
      access(join(dir, tool), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
