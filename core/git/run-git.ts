import { spawn } from 'node:child_process';
import { simpleGit } from 'simple-git';
import { GitError } from './git-error.ts';

/** What Git needs to find itself, its user's settings and its temporary files. */
const INHERITED = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'GIT_CONFIG_GLOBAL',
];

/**
 * The environment Git runs in. Variables that a hook or a caller set to point Git at another repository, an
 * editor or a pager are left out, a missing object is never fetched behind our back, and no prompt waits for
 * an answer.
 */
function gitEnvironment(): Record<string, string> {
  const inherited = INHERITED.flatMap((name): [string, string][] => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(inherited),
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C.UTF-8',
  };
}

/** Runs one Git command in a folder and gives what it printed. */
export async function runGit(dir: string, args: readonly string[]): Promise<string> {
  try {
    const environment = gitEnvironment();
    const git = simpleGit({
      baseDir: dir,
      trimmed: false,
      allowEnvironment: Object.keys(environment),
      errors: failOnExitCode,
      // The settings of whoever runs this; a repository cannot name them.
      unsafe: { allowUnsafeConfigPaths: true },
    });
    return await git.env(environment).raw([...args]);
  } catch (error) {
    throw explainFailure(args, error);
  }
}

/** By itself simple-git takes a failure without a complaint for a success. */
function failOnExitCode(
  error: Buffer | Error | undefined,
  result: { exitCode: number; stdErr: Buffer[] },
): Buffer | Error | undefined {
  if (result.exitCode === 0) return undefined;
  return error ?? new Error(Buffer.concat(result.stdErr).toString() || `exit code ${result.exitCode}`);
}

/** Runs one Git command that lists paths, separated by NUL. It starts at once, and is not held in a queue. */
export async function runGitListing(dir: string, args: readonly string[]): Promise<string> {
  return (await runGitBinary(dir, args, '')).toString('utf8');
}

/** Runs one Git command, feeds it `input` and gives its output as bytes. */
export async function runGitBinary(dir: string, args: readonly string[], input: string): Promise<Buffer> {
  return (await spawnGit(dir, args, { input })).output;
}

/** Runs one Git command whose exit code is an answer, and gives both. */
export function runGitAnswer(
  dir: string,
  args: readonly string[],
  answers: readonly number[],
): Promise<GitAnswer> {
  return spawnGit(dir, args, { answers });
}

/**
 * Runs one Git command that talks to a remote.
 *
 * @param settings of Git, for this command only
 */
export async function runGitRemote(
  dir: string,
  args: readonly string[],
  { settings, timeoutMs }: { settings: Readonly<Record<string, string>>; timeoutMs: number },
): Promise<void> {
  const entries = Object.entries(settings);
  const environment = Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(entries.length)],
    ...entries.flatMap(([name, value], i) => [
      [`GIT_CONFIG_KEY_${i}`, name],
      [`GIT_CONFIG_VALUE_${i}`, value],
    ]),
  ]);
  await spawnGit(dir, args, { environment, timeoutMs });
}

interface GitAnswer {
  readonly exitCode: number;
  readonly output: Buffer;
}

interface SpawnOptions {
  readonly input?: string;
  /** Exit codes that are no failure. */
  readonly answers?: readonly number[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

function spawnGit(
  dir: string,
  args: readonly string[],
  { input = '', answers = [0], environment = {}, timeoutMs }: SpawnOptions,
): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, {
      cwd: dir,
      env: { ...gitEnvironment(), ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', (error) => reject(explainFailure(args, error)));
    child.on('close', (exitCode, signal) => {
      if (exitCode !== null && answers.includes(exitCode)) {
        resolve({ exitCode, output: Buffer.concat(output) });
      } else {
        const ended = signal === null ? '' : `It was ended by ${signal}. `;
        reject(explainFailure(args, new Error(ended + Buffer.concat(complaints).toString())));
      }
    });
    // Git may end before it has read everything; its exit code tells what happened.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function explainFailure(args: readonly string[], error: unknown): GitError {
  const text = error instanceof Error ? error.message.trim() : String(error);
  if ((error as { code?: unknown }).code === 'ENOENT' || /spawn git ENOENT/.test(text)) {
    return new GitError(
      'git-missing',
      'Git was not found. Install Git 2.36 or later and put it on PATH.',
      error,
    );
  }
  if (/not a git repository|must be run in a work tree/i.test(text)) {
    return new GitError('not-a-repository', text, error);
  }
  return new GitError('command-failed', `git ${commandOf(args)} failed: ${text}`, error);
}

/** The name of the command, behind the settings that it is given. */
function commandOf(args: readonly string[]): string {
  return args.find((arg, i) => !arg.startsWith('-') && args[i - 1] !== '-c') ?? '';
}
