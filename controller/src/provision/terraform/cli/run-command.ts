import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { DriverError } from '../../driver.ts';
import { type CliCommand, INFO_DESCRIPTOR } from './confine-cli.ts';

export interface CliResult {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it was told to end before it was done. */
  readonly stoppedBy?: 'signal' | 'timeout';
}

export interface RunOptions {
  readonly cwd: string;
  /** Milliseconds. */
  readonly timeoutMs: number;
  /** Milliseconds between being told to end and being ended. */
  readonly graceMs: number;
  readonly signal: AbortSignal;
  /** Told of the process as soon as there is one. */
  readonly onSpawn: (pid: number) => Promise<void>;
}

/** More is no state and no plan that could be handled. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Runs the CLI to its end. When it is to stop it is asked to first, so that it writes down what it has made and lets go of
 * the lock.
 * @throws {DriverError} `unreachable` when it can't be started
 */
export async function runCommand(command: CliCommand, options: RunOptions): Promise<CliResult> {
  const { cwd, timeoutMs, graceMs, signal, onSpawn } = options;
  signal.throwIfAborted();
  const child = spawn(command.tool, [...command.args], {
    cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    // A key pressed for the controller is not meant for it.
    detached: true,
  });
  const kill = (): void => endGroup(child.pid, 'SIGKILL');
  const [stdout, stderr, info] = [1, 2, INFO_DESCRIPTOR].map((n) => new Collected(child.stdio[n], kill));
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  let grace: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    grace = setTimeout(kill, graceMs);
    // As a terminal does it: the CLI, and what it has started, which would keep it waiting.
    endGroup(innerProcess(info?.text() ?? '') ?? child.pid, 'SIGINT');
  };
  stop.addEventListener('abort', interrupt, { once: true });
  // What it began and did not wait for would keep its output open.
  child.once('exit', kill);
  try {
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code));
    });
    const [code] = await Promise.all([ended, child.pid === undefined ? undefined : onSpawn(child.pid)]);
    const said = { code, stdout: stdout?.text() ?? '', stderr: stderr?.text() ?? '' };
    return stop.aborted ? { ...said, stoppedBy: signal.aborted ? 'signal' : 'timeout' } : said;
  } catch (error) {
    kill();
    if (child.pid !== undefined || !(error instanceof Error)) throw error;
    throw new DriverError('unreachable', `The CLI can't be started: ${error.message}.`, { cause: error });
  } finally {
    stop.removeEventListener('abort', interrupt);
    clearTimeout(grace);
  }
}

/** Bubblewrap passes no signal on: the CLI itself is told, by the number that it has outside. It leads a group of its own. */
function innerProcess(info: string): number | undefined {
  const pid = /"child-pid": (\d+)/.exec(info)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

class Collected {
  readonly #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(stream: unknown, onTooMuch: () => void) {
    (stream as Readable | null)?.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (this.#bytes > MOST_BYTES) onTooMuch();
      else this.#chunks.push(chunk);
    });
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
