import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@souk/model/audit/canonical-json.ts';
import type { Instance } from '@souk/model/installation/instance.ts';

const RECORD = 'instance.json';

/** Whether a name of a folder is one of an installation. */
export function isInstallationId(id: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 63;
}

/** Path of the folder of an instance, whose id becomes a name of the disk. @throws {TypeError} for what is no id */
export function folderOf(folder: string, id: string): string {
  if (!isInstallationId(id)) throw new TypeError(`No id of an installation: ${JSON.stringify(id)}`);
  return join(folder, id);
}

/** Writes down what an instance is; it outlives the machine's end once this resolves. */
export async function keepInstance(folder: string, instance: Instance): Promise<void> {
  const own = folderOf(folder, instance.id);
  await mkdir(own, { recursive: true, mode: 0o700 });
  const next = join(own, `${RECORD}.next`);
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(canonicalJson(instance));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, join(own, RECORD));
  for (const path of [own, folder]) await syncFolder(path);
}

/** What was written down of an instance; undefined where nothing was. */
export async function readInstance(folder: string, id: string): Promise<string | undefined> {
  return readFile(join(folderOf(folder, id), RECORD), 'utf8').catch(() => undefined);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
