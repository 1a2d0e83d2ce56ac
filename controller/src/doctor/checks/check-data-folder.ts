import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DataFolderError } from '../../data-folder/data-folder-error.ts';
import { lockDataFolder } from '../../data-folder/lock-data-folder.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';

const MEBIBYTE = 1_024 * 1_024;
/** An embedded database alone starts with 40 MiB. */
const LEAST_FREE = 200 * MEBIBYTE;
const SCARCE = 1_024 * MEBIBYTE;

export const checkDataFolder: Check = {
  name: 'Data folder',
  look: async ({ config: { dataDir } }) => {
    const existing = await nearestFolder(dataDir);
    return [await diagnoseFolder(dataDir, existing), await diagnoseSpace(existing)];
  },
};

async function diagnoseFolder(dataDir: string, existing: string): Promise<Diagnosis> {
  const name = 'Data folder';
  const writable = await access(existing, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!writable)
    return {
      name,
      status: 'fail',
      found: `${existing} can not be written by user ${process.getuid?.() ?? 'unknown'}`,
      advice: 'Give the folder to the user that Souk runs as, or choose another with SOUK_DATA_DIR.',
    };
  if (existing !== dataDir)
    return { name, status: 'pass', found: `${dataDir} will be made at the first start` };
  try {
    lockDataFolder(dataDir).release();
    return { name, status: 'pass', found: `${dataDir}, used by nobody` };
  } catch (error) {
    if (!(error instanceof DataFolderError)) throw error;
    if (error.code === 'in-use') return { name, status: 'pass', found: error.message.replace(/;.*$/, '') };
    return {
      name,
      status: 'fail',
      found: error.message,
      advice: 'Choose another folder with SOUK_DATA_DIR.',
    };
  }
}

async function diagnoseSpace(folder: string): Promise<Diagnosis> {
  const { bavail, bsize, ffree, files } = await statfs(folder);
  return diagnoseFree({ bytes: bavail * bsize, files: files === 0 ? undefined : ffree });
}

/** @param files how many more files the disk takes; undefined where it sets no limit */
export function diagnoseFree({
  bytes,
  files,
}: {
  readonly bytes: number;
  readonly files: number | undefined;
}): Diagnosis {
  const name = 'Disk space';
  const found = `${sizeOf(bytes)} free`;
  const advice = 'Make room, or choose another disk with SOUK_DATA_DIR.';
  if (bytes < LEAST_FREE) return { name, status: 'fail', found, advice };
  if (files !== undefined && files < 1_000)
    return { name, status: 'fail', found: `room for ${files} more files only`, advice };
  return bytes < SCARCE ? { name, status: 'warn', found, advice } : { name, status: 'pass', found };
}

function sizeOf(bytes: number): string {
  return bytes < 1_024 * MEBIBYTE
    ? `${Math.floor(bytes / MEBIBYTE)} MiB`
    : `${(bytes / MEBIBYTE / 1_024).toFixed(1)} GiB`;
}

async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return found || dirname(path) === path ? path : nearestFolder(dirname(path));
}
