import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import type { Repository } from '@souk/git/repository.ts';
import { runGitAnswer, runGitRemote } from '@souk/git/run-git.ts';

const PACKING_MS = 15 * 60 * 1_000;

/** Packs what came over once that is worth it. A mirror that can't be packed works as well, only slower. */
export async function packIfDue({ dir, gitDir }: Repository, signal: AbortSignal): Promise<void> {
  const args = [`--git-dir=${gitDir}`, '-c', 'gc.autoDetach=false', 'gc', '--auto', '--quiet'];
  try {
    await runGitRemote(dir, args, { settings: {}, timeoutMs: PACKING_MS, signal });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
}

/** Whether everything in the mirror is there and is what it says it is. Reads all of it. */
export async function isSound({ dir, gitDir }: Repository): Promise<boolean> {
  try {
    await runGitAnswer(dir, [`--git-dir=${gitDir}`, 'fsck', '--no-dangling', '--no-progress'], [0]);
    return true;
  } catch (error) {
    if (error instanceof GitError && error.code !== 'git-missing') return false;
    throw error;
  }
}

/** Removes what a process that was killed has left: nobody else writes to the mirror. */
export function removeLocks({ gitDir }: Repository): void {
  for (const name of ['HEAD.lock', 'config.lock', 'packed-refs.lock', 'shallow.lock', 'gc.pid'])
    rmSync(join(gitDir, name), { force: true });
  const refs = join(gitDir, 'refs');
  const names = existsSync(refs) ? readdirSync(refs, { recursive: true, encoding: 'utf8' }) : [];
  for (const name of names) if (name.endsWith('.lock')) rmSync(join(refs, name), { force: true });
}
