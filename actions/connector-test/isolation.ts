import { spawnSync } from 'node:child_process';
import { tmpdir, userInfo } from 'node:os';
import type { ToolCall } from './plan-tests.ts';

/** What a program may not see or reach. */
export interface Confinement {
  /** Folders that it finds empty. */
  readonly hidden: readonly string[];
  readonly network: boolean;
  /** After which it is ended from within, should it be out of reach from here. */
  readonly seconds: number;
}

/** Keeps a program apart: from processes other than its own, from folders, from the network. Its processes end with it. */
export type Isolation = (call: ToolCall, confinement: Confinement) => ToolCall;

/** With which a call ends that could not be kept apart; its program was not begun. */
export const UNCONFINED = 97;

const PROBE_MS = 10_000;

/**
 * The isolation that this machine has: name spaces of Linux, with a user name space or, where the machine forbids those,
 * by way of `sudo`. Undefined where it has none.
 */
export function findIsolation(): Isolation | undefined {
  const { uid, gid } = userInfo();
  const candidates: Isolation[] = [
    (call, how) => confine(['unshare', '--user', '--map-root-user'], [], call, how),
    (call, how) => {
      const drop = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
      return confine(['sudo', '-n', '--', 'unshare'], drop, call, how);
    },
  ];
  return candidates.find((isolate) => {
    const { tool, args } = isolate(
      { tool: 'true', args: [] },
      { hidden: [tmpdir()], network: false, seconds: 5 },
    );
    return spawnSync(tool, args, { stdio: 'ignore', timeout: PROBE_MS }).status === 0;
  });
}

/** Hides so many folders, whose names come first, and runs the rest. */
const hide = `
count=$1; shift
while [ "$count" -gt 0 ]; do
  mount -t tmpfs -o ro,size=4k,mode=755 hidden "$1" || exit ${UNCONFINED}
  shift; count=$((count - 1))
done
exec "$@"`;

function confine(
  unshare: readonly string[],
  drop: readonly string[],
  { tool, args }: ToolCall,
  { hidden, network, seconds }: Confinement,
): ToolCall {
  const [first = '', ...rest] = unshare;
  return {
    tool: first,
    args: [
      ...rest,
      ...(network ? [] : ['--net']),
      ...['--mount', '--ipc', '--pid', '--fork', '--kill-child', '--mount-proc', '--'],
      ...['sh', '-c', hide, 'sh', String(hidden.length), ...hidden],
      // The first process of a name space of processes: with it end all others.
      ...['timeout', '--signal=KILL', String(seconds)],
      // Whoever may mount could uncover what is hidden.
      ...['setpriv', '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', ...drop, '--'],
      ...[tool, ...args],
    ],
  };
}
