import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from './git-error.ts';
import { type Authorization, type RemoteManner, remoteSettings } from './remote-settings.ts';
import { type Repository, resolveCommit } from './repository.ts';
import { runGitRemote } from './run-git.ts';

export interface FetchOptions {
  /** Name or address of the remote. */
  readonly remote: string;
  /** Full name of the ref there, such as `refs/pull/7/head`. */
  readonly ref: string;
  /** Full name of the ref here that is set to it; one of its own when undefined. */
  readonly into?: string;
  /** Nothing of it is stored. */
  readonly authorization?: Authorization | undefined;
  readonly manner?: RemoteManner | undefined;
  readonly timeoutMs: number;
  /** How long a server may send next to nothing. */
  readonly stallSeconds?: number;
  /** Settings of Git beside those that a fetch always has. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Fetches one ref as objects and gives the commit it points at. Objects are checked as they arrive; no tag,
 * submodule or other branch comes along, and no branch is written.
 *
 * @throws {GitError} `unknown-revision` when the remote has no such ref, `cut-off`, `timed-out`, `command-failed`
 */
export async function fetchRef(repository: Repository, options: FetchOptions): Promise<string> {
  const local = options.into ?? `refs/souk/fetched/${options.ref.replace(/^refs\//, '')}`;
  const args = [
    // Otherwise Git would search further up when the folder is damaged, and write to whatever it finds there.
    `--git-dir=${repository.gitDir}`,
    ...['-c', 'fetch.fsckObjects=true', '-c', 'core.hooksPath=/dev/null', '-c', 'protocol.ext.allow=never'],
    ...[
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-recurse-submodules',
      '--no-auto-maintenance',
      '--no-write-fetch-head',
    ],
    ...['--end-of-options', options.remote, `+${options.ref}:${local}`],
  ];
  try {
    const { complaints } = await runGitRemote(repository.dir, args, {
      timeoutMs: options.timeoutMs,
      settings: {
        ...remoteSettings(options.authorization, options.stallSeconds),
        ...options.manner?.settings,
        ...options.settings,
      },
      environment: options.manner?.environment,
      signal: options.signal,
    });
    // For Git this is a success that leaves everything as it was.
    if (/shallow roots are not allowed/.test(complaints))
      throw new GitError('cut-off', `The history of ${options.remote} is cut off; fetch all of it there.`);
  } catch (error) {
    if (!(error instanceof GitError) || !/couldn't find remote ref/.test(error.message)) throw error;
    throw new GitError('unknown-revision', `${options.remote} has no ${options.ref}.`, error);
  }
  return readLooseRef(repository, local) ?? resolveCommit(repository.dir, local);
}

/** What has just been fetched lies in a file of its own, which is read in no time; undefined where it does not. */
function readLooseRef({ gitDir }: Repository, ref: string): string | undefined {
  try {
    const text = readFileSync(join(gitDir, ref), 'latin1').trim();
    return /^[0-9a-f]{40,64}$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
