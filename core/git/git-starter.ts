import { runSimpleGit } from './run-simple-git.ts';
import { type GitAnswer, type SpawnOptions, spawnGit } from './spawn-git.ts';

/** What starts the processes of Git. */
export interface GitStarter {
  /** Runs one command in a folder and gives what it printed. */
  run(dir: string, args: readonly string[]): Promise<string>;
  /** See `spawnGit`. */
  spawn(dir: string, args: readonly string[], options: SpawnOptions): Promise<GitAnswer>;
}

/** This process starts them itself. */
export const ownStarter: GitStarter = { run: runSimpleGit, spawn: spawnGit };

let current = ownStarter;

export function gitStarter(): GitStarter {
  return current;
}

/** Has all of Git in this process started by another from now on. */
export function startGitBy(starter: GitStarter): void {
  current = starter;
}
