import { type ChildProcess, spawn } from 'node:child_process';
import { commandOf, explainFailure } from './explain-failure.ts';
import { gitEnvironment } from './git-environment.ts';
import { GitError } from './git-error.ts';

export interface GitAnswer {
  readonly exitCode: number;
  readonly output: Buffer;
  /** What was written to standard error. */
  readonly complaints: string;
}

export interface SpawnOptions {
  readonly input?: string;
  /** Exit codes that are no failure. */
  readonly answers?: readonly number[];
  readonly environment?: Readonly<Record<string, string>>;
  /** After this long the process and all that it started are ended. */
  readonly timeoutMs?: number;
  /** Bytes after which the process is ended: trees that share their parts list more files than any memory holds. */
  readonly mostOutput?: number;
  /** Bytes of memory that it gets, where the system can tell it so; Git holds such a list before it prints any of it. */
  readonly mostMemory?: number;
  readonly signal?: AbortSignal;
}

const MEBIBYTE = 2 ** 20;
/** Some million paths, which is more than a string can hold. */
const MOST_OUTPUT = 512 * MEBIBYTE;
/** Far more than Git takes to compare trees of a million files. */
const MOST_MEMORY = 1_024 * MEBIBYTE;

/** What is asked to end is killed when it has not ended by then. */
const GRACE_MS = 2_000;

/**
 * Runs one Git command without a shell.
 *
 * @throws {GitError} `timed-out`, `unfit-tree` when it prints too much or needs too much memory, `command-failed` and what `explainFailure` knows; the reason of the signal when it fires
 */
export function spawnGit(dir: string, args: readonly string[], options: SpawnOptions): Promise<GitAnswer> {
  const { input = '', answers = [0], environment = {}, timeoutMs, signal } = options;
  const { mostOutput = MOST_OUTPUT, mostMemory = MOST_MEMORY } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const child = spawn(...commandLine(args, mostMemory), {
      cwd: dir,
      env: { ...gitEnvironment(), ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      // What Git starts is in the same group, and is ended with it.
      detached: timeoutMs !== undefined || signal !== undefined,
    });
    const limit = new AbortController();
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => limit.abort(), timeoutMs);
    const end = (): void => endGroup(child);
    limit.signal.addEventListener('abort', end, { once: true });
    signal?.addEventListener('abort', end, { once: true });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    let printed = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.length;
      if (printed <= mostOutput) output.push(chunk);
      else child.kill();
    });
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', (error) => reject(explainFailure(args, error)));
    child.on('close', (exitCode, endedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      const said = Buffer.concat(complaints).toString();
      if (printed > mostOutput) return reject(tooMuch(args, mostOutput));
      if (exitCode !== null && answers.includes(exitCode))
        resolve({ exitCode, output: Buffer.concat(output), complaints: said });
      else if (signal?.aborted) reject(signal.reason);
      else if (limit.signal.aborted) reject(timedOut(args, timeoutMs ?? 0));
      else if (/out of memory/i.test(said)) reject(tooLarge(args, mostMemory));
      else
        reject(
          explainFailure(args, new Error(endedBy === null ? said : `It was ended by ${endedBy}. ${said}`)),
        );
    });
    // Git may end before it has read everything; its exit code tells what happened.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** A process can be told how much memory it gets by a shell only, which then becomes Git. */
function commandLine(args: readonly string[], mostMemory: number): [string, string[]] {
  if (process.platform === 'win32') return ['git', [...args]];
  const kibibytes = String(Math.floor(mostMemory / 1_024));
  return ['/bin/sh', ['-c', 'ulimit -d "$1" && shift && exec git "$@"', 'sh', kibibytes, ...args]];
}

function timedOut(args: readonly string[], timeoutMs: number): GitError {
  return new GitError(
    'timed-out',
    `git ${commandOf(args)} was ended: it had not finished after ${timeoutMs / 1_000} s.`,
  );
}

function tooMuch(args: readonly string[], mostOutput: number): GitError {
  const mebibytes = mostOutput / MEBIBYTE;
  return new GitError(
    'unfit-tree',
    `git ${commandOf(args)} was ended: it prints more than ${mebibytes} MiB.`,
  );
}

function tooLarge(args: readonly string[], mostMemory: number): GitError {
  const mebibytes = mostMemory / MEBIBYTE;
  return new GitError(
    'unfit-tree',
    `git ${commandOf(args)} needs more than the ${mebibytes} MiB of memory that it gets: the trees name too many files.`,
  );
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  child.once('close', () => clearTimeout(kill));
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal);
  } catch {
    // Without a group of its own, or with none left.
    child.kill(signal);
  }
}
