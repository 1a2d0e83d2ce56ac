import { spawn } from 'node:child_process';
import process from 'node:process';

export interface GitRun {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** What Git commits under, without the settings of whoever runs the tests. */
const identity = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs Git in a folder and gives what it printed, whatever its exit code. */
export function tryGit(folder: string, args: readonly string[], options: GitOptions = {}): Promise<GitRun> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', ['-C', folder, ...args], {
      env: { PATH: process.env['PATH'], HOME: folder, ...identity, ...options.env },
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => {}); // Its exit code says more than the broken pipe.
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        exitCode: code ?? 128,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
    child.stdin.end(options.input ?? '');
  });
}

/**
 * What Git printed, trimmed.
 *
 * @throws {Error} when Git fails, with what it said
 */
export async function runGit(
  folder: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await tryGit(folder, args, options);
  if (exitCode === 0) return stdout.toString().trim();
  throw new Error(`git ${args.join(' ')} failed with ${exitCode}: ${stderr.trim()}`);
}
