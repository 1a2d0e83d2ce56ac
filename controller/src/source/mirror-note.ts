import type { Repository } from '@souk/git/repository.ts';
import { runGitAnswer } from '@souk/git/run-git.ts';

/** What a mirror says about itself, in its own settings. */
type Note = 'mirror' | 'branch';

/**
 * Reads a note; undefined where there is none. Git is told where to look: it would search further up otherwise, and
 * find the repository of whoever keeps the data folder in it.
 *
 * @throws {GitError} when there is no mirror, or a damaged one
 */
export async function readNote({ dir, gitDir }: Repository, note: Note): Promise<string | undefined> {
  const at = `--git-dir=${gitDir}`;
  await runGitAnswer(dir, [at, 'rev-parse', '--git-dir'], [0]);
  const { output } = await runGitAnswer(dir, [at, 'config', '--local', '--get', `souk.${note}`], [0, 1]);
  const text = output.toString('utf8').trim();
  return text === '' ? undefined : text;
}

/** @throws {GitError} */
export async function writeNote({ dir, gitDir }: Repository, note: Note, text: string): Promise<void> {
  await runGitAnswer(dir, [`--git-dir=${gitDir}`, 'config', '--local', `souk.${note}`, text], [0]);
}
