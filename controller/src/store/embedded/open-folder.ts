import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { dataDir as readyMadeCluster } from '@electric-sql/pglite-prepopulatedfs';
import { openPglite } from './open-pglite.ts';

/**
 * Opens a database folder. A new one is unpacked from a ready-made cluster, which saves seconds of `initdb`; the
 * note beside it tells a start that was cut off in the middle of that from one that was not.
 */
export async function openFolder(folder: string): Promise<PGlite> {
  const incomplete = `${folder}.incomplete`;
  if (existsSync(incomplete)) await rm(folder, { recursive: true, force: true });
  else if (existsSync(join(folder, 'PG_VERSION'))) return openPglite(folder);
  await mkdir(folder, { recursive: true });
  await writeFile(incomplete, '');
  const pglite = await openPglite(folder, { loadDataDir: await readyMadeCluster() });
  await rm(incomplete);
  return pglite;
}
