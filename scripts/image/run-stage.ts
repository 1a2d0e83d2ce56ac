import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { BuiltStage } from './build-stages.ts';

/** How a command of a stage is started: as its user where this process may become it, with its paths below its root. */
function startOptions({ root, workdir, env, user }: BuiltStage, settings: Readonly<Record<string, string>>) {
  const inside = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.startsWith('/') ? join(root, value) : value]),
  );
  const path = `${join(root, workdir, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;
  const [uid, gid] = (user ?? '').split(':').map(Number);
  const becomes = process.getuid?.() === 0 && uid !== undefined && gid !== undefined;
  return {
    cwd: join(root, workdir),
    env: { ...inside, PATH: path, HOME: '/nonexistent', ...settings },
    ...(becomes ? { uid, gid } : {}),
  };
}

/** Starts what the image runs. */
export function startStage(stage: BuiltStage, settings: Readonly<Record<string, string>>): ChildProcess {
  const [program = '', ...args] = [...stage.entrypoint, ...stage.command];
  return spawn(program, args, { ...startOptions(stage, settings), stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Runs another command inside; gives its exit code. */
export function runInStage(
  stage: BuiltStage,
  [program = '', ...args]: readonly string[],
  settings: Readonly<Record<string, string>>,
): number | null {
  return spawnSync(program, args, { ...startOptions(stage, settings), stdio: 'inherit' }).status;
}
