import type { Sandbox } from './detect-sandbox.ts';

/** How a process is kept apart from the machine. */
export type Confinement = 'bubblewrap' | 'limits-only';

/** Folders of one instance, as the machine knows them. */
export interface InstanceFolders {
  /** Configuration and code: read only. */
  readonly code: string;
  /** Sockets. */
  readonly run: string;
  /** What it remembers. */
  readonly state: string;
}

export interface ConfinedCommand {
  readonly tool: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ConfineOptions extends Pick<Sandbox, 'confinement' | 'libraries'> {
  readonly workerd: string;
  readonly folders: InstanceFolders;
  /** Bytes that it may have, and the runtime with it. */
  readonly memoryBytes: number;
  /** User that it runs as; ours when undefined. */
  readonly user: number | undefined;
  /** What the runtime finds in its environment, beside nothing. */
  readonly variables: Readonly<Record<string, string>>;
}

/** In the code folder: the runtime does not start without an authority that it could trust, though it never meets one. */
export const AUTHORITY_FILE = 'authority.pem';

/** Where the tools of the system lie. */
export const TOOLS_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

/** What the runtime claims for itself before it has run any code, most of which it never uses. */
const CLAIMED_BYTES = 640 * 2 ** 20;
/** Of one file: more than the whole state may hold, with what is written on the way. */
const LARGEST_FILE_BYTES = 768 * 2 ** 20;
const MOST_FILES = 512;
/** Whoever computes for ever leaves the rest of the machine to others. */
const NICENESS = 5;

const inside: InstanceFolders = { code: '/code', run: '/run', state: '/state' };

/** The folders as the process sees them. */
export function seenFolders(confinement: Confinement, folders: InstanceFolders): InstanceFolders {
  return confinement === 'bubblewrap' ? inside : folders;
}

/**
 * The command that runs the runtime on a configuration in its code folder. It ends with this process. Inside bubblewrap it
 * sees its own three folders and the libraries that it is linked with: no network, no other process, no other file.
 */
export function confine(options: ConfineOptions): ConfinedCommand {
  const { confinement, workerd, folders, variables } = options;
  const { code } = seenFolders(confinement, folders);
  const runtime = confinement === 'bubblewrap' ? ['bwrap', ...walls(options), '--', '/workerd'] : [workerd];
  const [tool = '', ...args] = [
    ...limits(options),
    ...runtime,
    ...['serve', '--experimental', `${code}/worker.capnp`],
  ];
  return { tool, args, env: { ...variables, PATH: TOOLS_PATH, SSL_CERT_FILE: `${code}/${AUTHORITY_FILE}` } };
}

function limits({ confinement, memoryBytes, user }: ConfineOptions): string[] {
  return [
    ...['setpriv', '--pdeathsig', 'KILL'],
    // Bubblewrap takes the rights away itself, and on some machines needs one to do so.
    ...(confinement === 'bubblewrap' ? [] : ['--no-new-privs', '--inh-caps=-all']),
    ...(user === undefined ? [] : [`--reuid=${user}`, `--regid=${user}`, '--clear-groups']),
    ...['--', 'prlimit', `--data=${memoryBytes + CLAIMED_BYTES}`, '--core=0'],
    ...[`--nofile=${MOST_FILES}`, `--fsize=${LARGEST_FILE_BYTES}`, '--', 'nice', '-n', String(NICENESS)],
  ];
}

function walls({ workerd, folders, libraries }: ConfineOptions): string[] {
  return [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session'],
    ...['--cap-drop', 'ALL', '--uid', '65534', '--gid', '65534', '--hostname', 'worker'],
    ...libraries.flatMap((path) => ['--ro-bind', path, path]),
    ...[
      '--dev',
      '/dev',
      '--remount-ro',
      '/dev',
      '--ro-bind',
      workerd,
      '/workerd',
      '--ro-bind',
      folders.code,
      inside.code,
    ],
    ...['--bind', folders.run, inside.run, '--bind', folders.state, inside.state],
    ...['--remount-ro', '/', '--chdir', inside.code],
  ];
}
