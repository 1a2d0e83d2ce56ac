import { type Authorization, type RemoteManner, remoteSettings } from './remote-settings.ts';
import { runGitRemote } from './run-git.ts';

export interface RemoteRefsOptions {
  /** Address of the remote. */
  readonly remote: string;
  /** Full names that are asked for. */
  readonly refs: readonly string[];
  readonly authorization?: Authorization | undefined;
  readonly manner?: RemoteManner | undefined;
  readonly timeoutMs: number;
  readonly stallSeconds?: number;
  readonly signal?: AbortSignal;
}

export interface RemoteRefs {
  /** Ids by full name, of the branch of HEAD too when HEAD was asked for; what the remote does not have is left out. */
  readonly ids: ReadonlyMap<string, string>;
  /** Full name of the branch that its HEAD stands for, when that was asked for and is a branch. */
  readonly headBranch: string | undefined;
}

/**
 * Asks a remote where refs point, and brings nothing over.
 *
 * @param dir any folder; Git settings of a repository there would apply
 * @throws {GitError} `timed-out`, `command-failed`
 */
export async function listRemoteRefs(dir: string, options: RemoteRefsOptions): Promise<RemoteRefs> {
  const { remote, refs, authorization, manner, timeoutMs, stallSeconds, signal } = options;
  const { output } = await runGitRemote(dir, ['ls-remote', '--symref', '--end-of-options', remote, ...refs], {
    settings: { ...remoteSettings(authorization, stallSeconds), ...manner?.settings },
    environment: manner?.environment,
    timeoutMs,
    signal,
  });
  const ids = new Map<string, string>();
  let headBranch: string | undefined;
  for (const line of output.toString('utf8').split('\n')) {
    const [value = '', name = ''] = line.split('\t');
    // A pattern also finds longer names that end like it.
    if (!refs.includes(name)) continue;
    headBranch ??= /^ref: (refs\/heads\/[^\s~^:?*[\\]+)$/.exec(value)?.[1];
    if (/^[0-9a-f]{40,64}$/.test(value)) ids.set(name, value);
  }
  const head = ids.get('HEAD');
  if (headBranch !== undefined && head !== undefined) ids.set(headBranch, head);
  return { ids, headBranch };
}
