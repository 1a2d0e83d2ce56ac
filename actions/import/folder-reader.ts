import type { Dirent } from 'node:fs';
import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FoundFile, SourceReader } from './ports.ts';

const MOST_BYTES = 1024 * 1024;
const WANTED = /\.(ya?ml|json)$/i;
const IGNORED = new Set(['.git', 'node_modules']);

/**
 * Reads YAML and JSON files from disk. A link is followed only while it stays inside the folder, so that an
 * import of a foreign folder can't pick up files from elsewhere on the machine.
 */
export function createFolderReader(): SourceReader {
  return { read: readSources };
}

async function readSources(path: string): Promise<readonly FoundFile[]> {
  const root = await realpath(path);
  if ((await stat(root)).isFile()) return [await readText(root, root.slice(root.lastIndexOf(sep) + 1))];
  return readFolder(root, root, new Set([root]));
}

/** `seen` holds the folders on the way here: a link back to one of them would never end. */
async function readFolder(root: string, folder: string, seen: ReadonlySet<string>): Promise<FoundFile[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const found: FoundFile[] = [];
  for (const entry of entries)
    if (!IGNORED.has(entry.name)) found.push(...(await readEntry(root, folder, entry, seen)));
  return found;
}

async function readEntry(
  root: string,
  folder: string,
  entry: Dirent,
  seen: ReadonlySet<string>,
): Promise<FoundFile[]> {
  const place = join(folder, entry.name);
  const path = relative(root, place).split(sep).join('/');
  if (!entry.isSymbolicLink()) {
    if (entry.isDirectory()) return readFolder(root, place, new Set([...seen, place]));
    return entry.isFile() && WANTED.test(entry.name) ? [await readText(place, path)] : [];
  }
  const target = await realpath(place).catch(() => undefined);
  if (target === undefined) return [{ path, skipped: 'It is a link that leads nowhere.' }];
  if (target !== root && !target.startsWith(root + sep))
    return [{ path, skipped: 'It is a link out of the folder, which is not followed.' }];
  const kind = await stat(target);
  if (kind.isDirectory()) return seen.has(target) ? [] : readFolder(root, target, new Set([...seen, target]));
  return kind.isFile() && WANTED.test(entry.name) ? [await readText(target, path)] : [];
}

/** Reads at most one byte over the cap, whatever the file claims its size to be. */
async function readText(place: string, path: string): Promise<FoundFile> {
  const file = await open(place);
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) return { path, skipped: tooLarge(size) };
    const buffer = Buffer.alloc(MOST_BYTES + 1);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    if (bytesRead > MOST_BYTES) return { path, skipped: tooLarge(bytesRead) };
    return decode(buffer.subarray(0, bytesRead), path);
  } finally {
    await file.close();
  }
}

function decode(bytes: Uint8Array, path: string): FoundFile {
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { path, skipped: 'It is not UTF-8 text.' };
  }
}

function tooLarge(bytes: number): string {
  return `It has ${(bytes / MOST_BYTES).toFixed(1)} MiB; a manifest has at most 1 MiB.`;
}
