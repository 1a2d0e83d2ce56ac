import { spawn } from 'node:child_process';

export interface SpawnOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** All that it sees of the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface SpawnResult {
  readonly exitCode: number;
  /** Both streams, as they came. */
  readonly output: string;
}

/** How long one step may take. */
const PATIENCE_MS = 300_000;

export function spawnStep({ command, args, folder, environment }: SpawnOptions): Promise<SpawnResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}
