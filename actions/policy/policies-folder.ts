import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The policies that come with Souk: what a catalog without its own is judged by. */
export const soukPolicies = fileURLToPath(new URL('../../policies', import.meta.url));

/** The policies folder that judges a repository: the one that was named, its own, or the one that comes with Souk. */
export async function policiesFolder(repo: string, named?: string): Promise<string> {
  if (named !== undefined) return named;
  const own = join(repo, 'policies');
  return (await isFolder(own)) ? own : soukPolicies;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
