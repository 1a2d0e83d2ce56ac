import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface TimedProcess {
  /** From spawn to exit. */
  readonly wallMs: number;
  /** What it printed; it prints to a file, so that nobody waits for a reader. */
  readonly output: string;
}

export interface ProcessToTime {
  readonly command: string;
  readonly args: readonly string[];
  /** File for what it prints. */
  readonly output: string;
  /** It is ended after this long. */
  readonly limitMs: number;
}

/**
 * Runs a program once, from start to exit. Undefined when it took longer than its limit.
 *
 * @throws when it does not start or does not exit with 0
 */
export async function timeProcess({
  command,
  args,
  output,
  limitMs,
}: ProcessToTime): Promise<TimedProcess | undefined> {
  const file = openSync(output, 'w');
  const ended = await runToExit(command, args, file, limitMs).finally(() => closeSync(file));
  if (ended.signal === 'SIGKILL' && ended.wallMs >= limitMs) return undefined;
  if (ended.exitCode !== 0) {
    throw new Error(
      `${command} ended with ${ended.exitCode ?? ended.signal}: ${ended.errors.slice(0, 2000)}`,
    );
  }
  return { wallMs: ended.wallMs, output: readFileSync(output, 'utf8') };
}

interface EndedProcess {
  readonly wallMs: number;
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

function runToExit(
  command: string,
  args: readonly string[],
  stdout: number,
  limitMs: number,
): Promise<EndedProcess> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, {
      stdio: ['ignore', stdout, 'pipe'],
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    const ended = { wallMs: 0, errors: '' };
    child.stderr?.on('data', (chunk: Buffer) => (ended.errors += chunk));
    child.on('exit', () => (ended.wallMs = performance.now() - started));
    child.on('error', reject);
    child.on('close', (exitCode, signal) => resolve({ ...ended, exitCode, signal }));
  });
}
