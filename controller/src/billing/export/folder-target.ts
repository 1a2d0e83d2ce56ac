import { randomUUID } from 'node:crypto';
import { access, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ExportError, type ExportTarget, type PutResult } from './export-target.ts';

/** The parts of the file system that can fail in ways of their own. */
export interface FolderFiles {
  /** Writes a new file through to the disk. */
  writeNew(path: string, bytes: Uint8Array): Promise<void>;
  /** Gives a file a second name; fails where something has it. */
  link(path: string, name: string): Promise<void>;
}

export const diskFiles: FolderFiles = {
  async writeNew(path, bytes) {
    const file = await open(path, 'wx', 0o644);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  link,
};

/** What file systems without links say to one: those of some shares and memory sticks. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/**
 * A folder of this machine. A file gets its name when all of it is on the disk, and only when nothing has that name.
 *
 * @param root absolute path; it is made when it is not there
 */
export function openFolderTarget(root: string, files: FolderFiles = diskFiles): ExportTarget {
  return {
    name: root,
    put: async (name, bytes) => {
      try {
        return await put(join(root, name), bytes, files);
      } catch (error) {
        throw new ExportError(`${name} could not be written to ${root}: ${explain(codeOf(error))}.`, {
          cause: error,
        });
      }
    },
  };
}

async function put(path: string, bytes: Uint8Array, files: FolderFiles): Promise<PutResult> {
  const [folder, file] = [dirname(path), basename(path)];
  await mkdir(folder, { recursive: true });
  const beginning = `.${file}.`;
  // What a process left behind that was killed here.
  for (const left of await readdir(folder))
    if (left.startsWith(beginning) && left.endsWith('.part')) await rm(join(folder, left), { force: true });
  const part = join(folder, `${beginning}${randomUUID()}.part`);
  try {
    await files.writeNew(part, bytes);
    await takeName(part, path, files);
    await syncFolder(folder);
    return 'written';
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return Buffer.compare(await readFile(path), bytes) === 0 ? 'same' : 'taken';
  } finally {
    await rm(part, { force: true });
  }
}

/** A link never takes the place of anything, as renaming would. */
async function takeName(part: string, path: string, files: FolderFiles): Promise<void> {
  try {
    await files.link(part, path);
  } catch (error) {
    if (!NO_LINKS.has(codeOf(error))) throw error;
    // Only the leader writes here, so nobody takes the name in between.
    if (await isThere(path)) throw Object.assign(new Error(`${path} is there.`), { code: 'EEXIST' });
    await rename(part, path);
  }
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}

/** So that the name outlives a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explain(code: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `there is no space left (${code})`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `the controller may not write there (${code})`;
    case 'ENOTDIR':
      return `something that is no folder is in the way (${code})`;
    default:
      return code;
  }
}
