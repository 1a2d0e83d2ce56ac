import { mkdir } from 'node:fs/promises';
import { openRepository, type Repository } from '@souk/git/repository.ts';
import { runGit } from '@souk/git/run-git.ts';

/** A repository of the controller's own, in which anchors are made before they are pushed. */
export async function openAnchorRepository(dir: string): Promise<Repository> {
  await mkdir(dir, { recursive: true });
  await runGit(dir, ['init', '--quiet', '--bare']);
  return openRepository(dir);
}
