import { open } from 'node:fs/promises';

/** Resolves when the names in a folder outlive the machine's end. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
