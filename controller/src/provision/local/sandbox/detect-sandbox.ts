import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Confinement, confine, TOOLS_PATH } from './confine.ts';

/** How instances are kept apart on this machine. */
export interface Sandbox {
  readonly confinement: Confinement;
  /** Files and folders that the runtime is linked with. */
  readonly libraries: readonly string[];
  /** The first of the users that instances run as, one each; undefined where they run as ours. */
  readonly firstUser: number | undefined;
  /** What is weaker on this machine than it could be, for whoever runs it. */
  readonly warnings: readonly string[];
}

export interface DetectOptions {
  readonly workerd: string;
  /** Folder that instances are kept in; it is there. */
  readonly folder: string;
  /** `bubblewrap` fails where it can't be had; the best that there is when absent. */
  readonly wanted?: Confinement | undefined;
}

/** What folders are called that are made to try whether an instance could use them. */
export const PROBE_PREFIX = '.probe-';

/** Users of no account, which this machine keeps for services that come and go. */
const FIRST_USER = 61_184;
const libraryFolders = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];

/**
 * Tries what there is: some machines have no bubblewrap, or forbid the name spaces that it needs.
 *
 * @throws {Error} when what is wanted can't be had
 */
export function detectSandbox({ workerd, folder, wanted }: DetectOptions): Sandbox {
  const isRoot = process.getuid?.() === 0;
  const users = isRoot ? [FIRST_USER, undefined] : [undefined];
  const linked = readLibraries(workerd);
  const libraries = [
    ...(linked.length > 0 ? [linked] : []),
    libraryFolders.filter((path) => existsSync(path)),
  ];
  const candidates = [
    ...libraries.flatMap((paths) =>
      users.map((firstUser) => ({ confinement: 'bubblewrap' as const, libraries: paths, firstUser })),
    ),
    ...users.map((firstUser) => ({ confinement: 'limits-only' as const, libraries: [], firstUser })),
  ].filter(({ confinement }) => wanted === undefined || confinement === wanted);
  const found = candidates.find((candidate) => works(candidate, workerd, folder));
  if (found === undefined)
    throw new Error(
      `Instances can't be run on this machine${wanted === undefined ? '' : ` with ${wanted}`}: expected the tools setpriv and prlimit of util-linux${wanted === 'bubblewrap' ? ', and bubblewrap with the right to make name spaces' : ''}.`,
    );
  return { ...found, warnings: [...weaknesses(found, isRoot)] };
}

function* weaknesses(
  { confinement, firstUser }: Pick<Sandbox, 'confinement' | 'firstUser'>,
  isRoot: boolean,
): Generator<string> {
  // Inside name spaces of its own, it is nobody and sees its own folders, whoever it is outside.
  if (confinement === 'bubblewrap') return;
  yield 'bubblewrap is not there or not allowed: installations run without a wall of name spaces around them. Install the package bubblewrap, or let nobody merge code that you would not run yourself.';
  if (isRoot && firstUser === undefined)
    yield 'installations run as root: no other user may enter the folder of data or of the runtime. Run the controller as a user of its own.';
}

/** Whether the runtime starts in it, with the folders that an instance has. */
function works(
  { confinement, libraries, firstUser }: Pick<Sandbox, 'confinement' | 'libraries' | 'firstUser'>,
  workerd: string,
  folder: string,
): boolean {
  const run = mkdtempSync(join(tmpdir(), 'souk-probe-'));
  const state = mkdtempSync(join(folder, PROBE_PREFIX));
  const code = join(run, 'code');
  try {
    mkdirSync(code);
    if (firstUser !== undefined)
      for (const path of [run, state]) {
        chownSync(path, firstUser, firstUser);
        chmodSync(path, 0o700);
      }
    const { tool, args, env } = confine({
      ...{ confinement, libraries, workerd, folders: { code, run, state }, user: firstUser },
      ...{ memoryBytes: 256 * 2 ** 20, variables: {} },
    });
    // Instead of running a configuration it says which version it is.
    const ask = [...args.slice(0, -3), '--version'];
    const ran = spawnSync(tool, ask, {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
    if (ran.status !== 0 || !ran.stdout.toString().startsWith('workerd')) return false;
    if (confinement === 'bubblewrap' || firstUser === undefined) return true;
    const asUser = [`--reuid=${firstUser}`, `--regid=${firstUser}`, '--clear-groups', 'test', '-w', state];
    return spawnSync('setpriv', asUser, { env: { PATH: TOOLS_PATH }, stdio: 'ignore' }).status === 0;
  } finally {
    rmSync(run, { recursive: true, force: true });
    rmSync(state, { recursive: true, force: true });
  }
}

/** What the runtime is linked with, as the loader of this machine finds it; empty when it can't be asked. */
function readLibraries(workerd: string): string[] {
  const { status, stdout } = spawnSync('ldd', [workerd], {
    env: { PATH: TOOLS_PATH },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
  });
  if (status !== 0) return [];
  const paths = stdout
    .toString()
    .split('\n')
    .map((line) => /(\/\S+) \(0x/.exec(line)?.[1]);
  return [...new Set(paths.filter((path) => path !== undefined))];
}
