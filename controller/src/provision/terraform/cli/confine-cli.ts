import { TOOLS_PATH } from '../../local/sandbox/confine.ts';

/** How the CLI and what it starts are kept apart from the machine. */
export type Confinement = 'bubblewrap' | 'limits-only';

export interface Walls {
  readonly confinement: Confinement;
  /** Whether a file system of processes can be mounted. */
  readonly hasProc: boolean;
}

export interface CliCommand {
  readonly tool: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ConfineCliOptions {
  readonly walls: Walls;
  /** Path of the CLI, and what it is asked. */
  readonly command: string;
  readonly args: readonly string[];
  /** Where it runs; it may write there, and nowhere else on the disk. */
  readonly work: string;
  /** In memory: for what may hold secrets. */
  readonly memory?: string | undefined;
  readonly readable: readonly string[];
  /** Written to by `init` alone: what runs code of modules could change what others run. */
  readonly pluginCache?: { readonly path: string; readonly writable: boolean } | undefined;
  /** Name of the machine as locks tell it. */
  readonly hostname: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Descriptor at which bubblewrap says which process it has started. */
export const INFO_DESCRIPTOR = 3;
/** Descriptor that is open for as long as this process lives. */
const LIFE_DESCRIPTOR = 4;

/** Without name spaces, what the CLI has started is ended by a process that waits for our end; all are one group. */
const WATCHED = `( read -r _ <&${LIFE_DESCRIPTOR}; kill -s KILL -- -$$ ) >/dev/null 2>&1 ${INFO_DESCRIPTOR}>&- & exec "$@" ${LIFE_DESCRIPTOR}<&-`;

const system = [
  ...['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/nix/store'],
  ...['/etc/ssl', '/etc/pki', '/etc/ca-certificates', '/etc/alternatives'],
  ...['/etc/resolv.conf', '/etc/hosts', '/etc/nsswitch.conf', '/etc/localtime', '/run/systemd/resolve'],
];

/**
 * The command that runs the CLI so that it ends with this process. Inside bubblewrap it has the network and its own
 * processes, and sees the system, what it may read, and its own work folder.
 */
export function confineCli(options: ConfineCliOptions): CliCommand {
  const { walls, command, args, work, variables } = options;
  const guard = ['setpriv', '--pdeathsig', 'KILL'];
  const [tool = '', ...rest] =
    walls.confinement === 'bubblewrap'
      ? [...guard, '--', 'bwrap', ...wallsOf(options), '--', command, ...args]
      : [
          ...guard,
          '--no-new-privs',
          '--inh-caps=-all',
          '--',
          '/bin/sh',
          '-c',
          WATCHED,
          'sh',
          command,
          ...args,
        ];
  const home = walls.confinement === 'bubblewrap' ? '/tmp' : work;
  return { tool, args: rest, env: { ...variables, PATH: TOOLS_PATH, HOME: home } };
}

function wallsOf(options: ConfineCliOptions): string[] {
  const { walls, command, work, memory, readable, pluginCache, hostname } = options;
  return [
    ...['--unshare-user', '--unshare-pid', '--unshare-uts', '--unshare-ipc', '--unshare-cgroup-try'],
    ...['--die-with-parent', '--new-session', '--as-pid-1', '--cap-drop', 'ALL'],
    ...['--hostname', hostname, '--info-fd', String(INFO_DESCRIPTOR)],
    ...(walls.hasProc ? ['--proc', '/proc'] : []),
    ...['--dev', '/dev', '--tmpfs', '/tmp'],
    ...system.flatMap((path) => ['--ro-bind-try', path, path]),
    ...[command, ...readable].flatMap((path) => ['--ro-bind-try', path, path]),
    ...(pluginCache === undefined
      ? []
      : [pluginCache.writable ? '--bind' : '--ro-bind', pluginCache.path, pluginCache.path]),
    ...[work, ...(memory === undefined ? [] : [memory])].flatMap((path) => ['--bind', path, path]),
    ...['--remount-ro', '/', '--chdir', work],
  ];
}
