import { constants } from 'node:fs';
import { lstat, mkdir, open, realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pathFault } from './path-fault.ts';
import type { FileWriter } from './ports.ts';

/** Writes files below a folder on disk, which is made when it is missing. */
export function createFolderWriter(folder: string): FileWriter {
  return {
    async exists(path) {
      return (await lstat(join(folder, path)).catch(() => undefined)) !== undefined;
    },
    async write(path, text) {
      const fault = pathFault(path);
      if (fault !== undefined)
        throw new Error(`Refused to write ${JSON.stringify(path.slice(0, 100))}: the path ${fault}.`);
      await writeBelow(folder, path, text);
    },
  };
}

async function writeBelow(folder: string, path: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  const place = resolve(root, path);
  await mkdir(dirname(place), { recursive: true });
  // A link among the folders on the way could lead anywhere.
  const real = await realpath(dirname(place));
  if (real !== root && !real.startsWith(root + sep))
    throw new Error(`Refused to write ${path}: a link leads out of ${folder}.`);
  const file = await open(
    place,
    constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW,
    0o644,
  );
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
