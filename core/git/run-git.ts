import { remoteEnvironment, settingsEnvironment } from './git-environment.ts';
import { gitStarter } from './git-starter.ts';
import type { GitAnswer } from './spawn-git.ts';

/** Runs one Git command in a folder and gives what it printed. */
export function runGit(dir: string, args: readonly string[]): Promise<string> {
  return gitStarter().run(dir, args);
}

/**
 * Runs one Git command that lists paths, separated by NUL. It starts at once, and is not held in a queue.
 *
 * @param mostOutput bytes
 * @throws {GitError} `unfit-tree` when the list is longer
 */
export async function runGitListing(
  dir: string,
  args: readonly string[],
  mostOutput?: number,
): Promise<string> {
  const { output } = await gitStarter().spawn(dir, args, mostOutput === undefined ? {} : { mostOutput });
  return output.toString('utf8');
}

/** Runs one Git command, feeds it `input` and gives its output as bytes. */
export async function runGitBinary(dir: string, args: readonly string[], input: string): Promise<Buffer> {
  return (await gitStarter().spawn(dir, args, { input })).output;
}

/**
 * Runs one Git command whose exit code is an answer, and gives both.
 *
 * @param settings of Git, for this command only
 */
export function runGitAnswer(
  dir: string,
  args: readonly string[],
  answers: readonly number[],
  settings: Readonly<Record<string, string>> = {},
): Promise<GitAnswer> {
  return gitStarter().spawn(dir, args, { answers, environment: settingsEnvironment(settings) });
}

/** Bytes. What a remote sends is unpacked in memory, the largest file as a whole. */
const MOST_MEMORY_OF_FETCH = 4 * 2 ** 30;

export interface RemoteRun {
  /** Settings of Git, for this command only. */
  readonly settings: Readonly<Record<string, string>>;
  /** Variables of the environment that go before all others. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs one Git command that talks to a remote.
 *
 * @throws {GitError} `timed-out` when it takes longer, `command-failed`
 */
export function runGitRemote(
  dir: string,
  args: readonly string[],
  { settings, environment: own = {}, timeoutMs, signal }: RemoteRun,
): Promise<GitAnswer> {
  const environment = { ...remoteEnvironment(), ...settingsEnvironment(settings), ...own };
  const options = {
    environment,
    timeoutMs,
    mostMemory: MOST_MEMORY_OF_FETCH,
    ...(signal === undefined ? {} : { signal }),
  };
  return gitStarter().spawn(dir, args, options);
}
