import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where plans lie, which hold values of secrets. */
export interface Memory {
  /** Whether it is on no disk. */
  readonly isVolatile: boolean;
  /** Makes a folder for the time of some work. */
  use<T>(work: (folder: string) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const SHARED_MEMORY = '/dev/shm';

/** Opens the place, and removes what a controller of the same identity that was killed has left there. */
export async function openMemory(identity: string): Promise<Memory> {
  const prefix = `souk-plan-${identity}-`;
  const isVolatile = await clear(SHARED_MEMORY, prefix);
  const parent = isVolatile ? SHARED_MEMORY : tmpdir();
  if (!isVolatile) await clear(parent, prefix);
  return {
    isVolatile,
    use: async (work) => {
      const folder = await mkdtemp(join(parent, prefix));
      try {
        await chmod(folder, 0o700);
        return await work(folder);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    close: async () => {
      await clear(parent, prefix);
    },
  };
}

async function clear(parent: string, prefix: string): Promise<boolean> {
  try {
    const left = (await readdir(parent)).filter((name) => name.startsWith(prefix));
    for (const name of left) await rm(join(parent, name), { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
