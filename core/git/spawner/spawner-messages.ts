import type { GitErrorCode } from '../git-error.ts';
import type { GitAnswer, SpawnOptions } from '../spawn-git.ts';

/** A command that the spawner is to run, by a number that its answer bears. */
export type CommandRequest =
  | { readonly id: number; readonly ask: 'run'; readonly dir: string; readonly args: readonly string[] }
  | {
      readonly id: number;
      readonly ask: 'spawn';
      readonly dir: string;
      readonly args: readonly string[];
      readonly options: Omit<SpawnOptions, 'signal'>;
    };

export type SpawnerRequest =
  | CommandRequest
  /** The command with this number is to be ended; its answer comes when it has. */
  | { readonly id: number; readonly ask: 'end' };

export type SpawnerAnswer =
  | { readonly id: number; readonly ok: true; readonly value: string | GitAnswer }
  | { readonly id: number; readonly ok: false; readonly code: GitErrorCode; readonly message: string };
