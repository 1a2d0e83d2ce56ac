import { PassThrough, Writable } from 'node:stream';
import type { ExitCode } from '../cli/exit-code.ts';
import { main } from '../cli/main.ts';

export interface CliResult {
  readonly exitCode: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, as if called in `cwd` without a terminal. */
export async function runCli(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CliResult> {
  const stdout = new CollectingStream();
  const stderr = new CollectingStream();
  const exitCode = await main(args, { stdin: new PassThrough(), stdout, stderr, env, cwd: () => cwd });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

class CollectingStream extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
