import { runGit } from './run-git.ts';

/** The parents of a commit, the one it was merged into first. Empty where the clone does not have them. */
export async function parentsOf(dir: string, commit: string): Promise<readonly string[]> {
  const line = await runGit(dir, ['rev-list', '--parents', '--max-count=1', '--end-of-options', commit]);
  return line.trim().split(' ').slice(1);
}
