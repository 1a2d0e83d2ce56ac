import { type Authorization, remoteSettings } from './remote-settings.ts';
import type { Repository } from './repository.ts';
import { runGitRemote } from './run-git.ts';

export interface PushOptions {
  /** Name or address of the remote. */
  readonly remote: string;
  /** Full name of the ref there. */
  readonly ref: string;
  readonly commit: string;
  readonly authorization?: Authorization | undefined;
  readonly timeoutMs: number;
}

/**
 * Moves a ref of a remote forward to a commit, or makes it. A ref that the commit does not follow stays as it is.
 * @throws {GitError} `command-failed`
 */
export async function pushRef(repository: Repository, options: PushOptions): Promise<void> {
  const { remote, ref, commit, authorization, timeoutMs } = options;
  const args = [
    ...['-c', 'core.hooksPath=/dev/null', '-c', 'protocol.ext.allow=never'],
    ...['push', '--quiet', '--end-of-options', remote, `${commit}:${ref}`],
  ];
  await runGitRemote(repository.dir, args, { timeoutMs, settings: remoteSettings(authorization) });
}
