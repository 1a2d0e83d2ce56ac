import { spawnSync } from 'node:child_process';

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

/** In the code folder: the runtime does not start without an authority that it could trust, though it never meets one. */
export const AUTHORITY_FILE = 'authority.pem';

/** The folders as the process sees them. */
export function seenFolders(confinement: Confinement, folders: InstanceFolders): InstanceFolders {
  return confinement === 'bubblewrap' ? inside : folders;
}

const inside: InstanceFolders = { code: '/code', run: '/run', state: '/state' };

/** Whether bubblewrap is there and works; some machines forbid the name spaces that it needs. */
export function detectConfinement(): Confinement {
  const probe = spawnSync('bwrap', [...apart, '--ro-bind', '/', '/', 'true'], {
    stdio: 'ignore',
    timeout: 5_000,
  });
  return probe.status === 0 ? 'bubblewrap' : 'limits-only';
}

const apart = [
  ...[
    '--unshare-all',
    '--unshare-user',
    '--disable-userns',
    '--die-with-parent',
    '--new-session',
    '--clearenv',
  ],
  ...['--cap-drop', 'ALL', '--uid', '65534', '--gid', '65534', '--hostname', 'worker'],
];

/** Libraries of the system, which the runtime is linked with. */
const libraries = ['/lib', '/lib64', '/usr/lib', '/usr/lib64'];

/**
 * The command that runs the runtime on a configuration in its code folder. It ends with this process. Inside bubblewrap it
 * sees its own three folders and the libraries of the system, no network, no other process and no environment.
 */
export function confine(
  workerd: string,
  confinement: Confinement,
  folders: InstanceFolders,
  { memoryBytes, exists }: { readonly memoryBytes: number; readonly exists: (path: string) => boolean },
): ConfinedCommand {
  const limits = [`--data=${memoryBytes}`, '--core=0', '--nofile=1024:1024'];
  const serve = (code: string): string[] => ['serve', '--experimental', `${code}/worker.capnp`];
  if (confinement === 'limits-only')
    return {
      tool: 'setpriv',
      env: { SSL_CERT_FILE: `${folders.code}/${AUTHORITY_FILE}` },
      args: [
        '--pdeathsig',
        'KILL',
        '--no-new-privs',
        '--',
        'prlimit',
        ...limits,
        '--',
        workerd,
        ...serve(folders.code),
      ],
    };
  const binds = [
    ...libraries.filter(exists).flatMap((path) => ['--ro-bind', path, path]),
    ...['--dev', '/dev', '--ro-bind', workerd, '/workerd', '--ro-bind', folders.code, inside.code],
    ...['--bind', folders.run, inside.run, '--bind', folders.state, inside.state, '--chdir', inside.code],
    ...['--setenv', 'SSL_CERT_FILE', `${inside.code}/${AUTHORITY_FILE}`],
  ];
  return {
    tool: 'prlimit',
    env: {},
    args: [...limits, '--', 'bwrap', ...apart, ...binds, '--', '/workerd', ...serve(inside.code)],
  };
}
