import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface ToolRun {
  readonly passed: boolean;
  readonly stdout: string;
  /** Everything that it said. */
  readonly output: string;
}

export function runTool(path: string, args: readonly string[]): ToolRun {
  const { status, stdout, stderr, error } = spawnSync(path, args, {
    cwd: root,
    encoding: 'utf8',
    // Programs of Python find their libraries in the folder above that of the programs.
    env: { ...process.env, PYTHONPATH: dirname(dirname(path)) },
  });
  if (error !== undefined) throw error;
  return { passed: status === 0, stdout, output: `${stdout}${stderr}`.trim() };
}

/** Another program of the same installation. */
export function beside(path: string, program: string): string {
  return join(dirname(path), program);
}
