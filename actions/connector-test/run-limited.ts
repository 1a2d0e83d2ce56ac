import { spawn } from 'node:child_process';
import type { ToolCall } from './plan-tests.ts';

export interface RunLimits {
  readonly timeoutMs: number;
  /** Bytes of output after which it is ended. */
  readonly mostOutput: number;
}

export interface RunResult {
  /** `limit` and `timeout`: it was ended; `missing`: there is no such program. */
  readonly end: 'passed' | 'failed' | 'timeout' | 'limit' | 'missing';
  readonly exitCode: number | undefined;
  /** The last of what it printed. */
  readonly output: string;
}

/** Bytes of output that are kept. */
const KEPT = 64 * 1024;

/** Runs a program with nothing but an environment of its own, and ends it with all that it began. */
export function runLimited(
  { tool, args }: ToolCall,
  options: RunLimits & { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    // A group of its own, so that what it leaves running can be ended with it.
    const child = spawn(tool, args, {
      cwd: options.cwd,
      env: options.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let cut: 'timeout' | 'limit' | undefined;
    let printed = 0;
    let output = Buffer.alloc(0);
    const stop = (why: 'timeout' | 'limit'): void => {
      cut ??= why;
      child.stdout.destroy();
      child.stderr.destroy();
      endGroup(child.pid);
    };
    const timer = setTimeout(() => stop('timeout'), options.timeoutMs);
    const collect = (chunk: Buffer): void => {
      printed += chunk.length;
      output = Buffer.concat([output, chunk]).subarray(-KEPT);
      if (printed > options.mostOutput) stop('limit');
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('exit', () => endGroup(child.pid));
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error.code === 'ENOENT') resolve({ end: 'missing', exitCode: undefined, output: '' });
      else reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const exitCode = code ?? undefined;
      resolve({ end: cut ?? (code === 0 ? 'passed' : 'failed'), exitCode, output: output.toString() });
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // Nothing is left of it, or what is left is not ours, and ends with the one that began it.
    if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
