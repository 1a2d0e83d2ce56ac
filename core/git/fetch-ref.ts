import { GitError } from './git-error.ts';
import { type Repository, resolveCommit } from './repository.ts';
import { runGitRemote } from './run-git.ts';

export interface FetchOptions {
  /** Name or address of the remote. */
  readonly remote: string;
  /** Full name of the ref there, such as `refs/pull/7/head`. */
  readonly ref: string;
  /** Value of the header `Authorization` for the server of the remote; nothing of it is stored. */
  readonly authorization?: { readonly server: string; readonly header: string };
  readonly timeoutMs: number;
}

/**
 * Fetches one ref as objects and gives the commit it points at. Objects are checked as they arrive; no tag,
 * submodule or other branch comes along, and no branch is written.
 *
 * @throws {GitError} `unknown-revision` when the remote has no such ref, `command-failed`
 */
export async function fetchRef(repository: Repository, options: FetchOptions): Promise<string> {
  const local = `refs/souk/fetched/${options.ref.replace(/^refs\//, '')}`;
  const args = [
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
    await runGitRemote(repository.dir, args, {
      timeoutMs: options.timeoutMs,
      settings: settingsOf(options),
    });
  } catch (error) {
    if (!(error instanceof GitError) || !/couldn't find remote ref/.test(error.message)) throw error;
    throw new GitError('unknown-revision', `${options.remote} has no ${options.ref}.`, error);
  }
  return resolveCommit(repository.dir, local);
}

/** Settings travel in the environment: arguments can be seen by every process of the machine. */
function settingsOf({ authorization }: FetchOptions): Record<string, string> {
  if (authorization === undefined) return {};
  const server = authorization.server.replace(/\/?$/, '/');
  return { [`http.${server}.extraheader`]: `Authorization: ${authorization.header}` };
}
