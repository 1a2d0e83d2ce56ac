import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';

const LOOK_MS = 500;

/**
 * Does work that fills a folder, and gives up as soon as it holds more than so many bytes: Git knows no limit for what
 * a remote sends.
 *
 * @returns undefined when it was given up
 */
export async function watchSize<T>(
  { dir, mostBytes, clock, signal }: SizeLimit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const tooLarge = new AbortController();
  const over = new AbortController();
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      if ((await sizeOf(dir)) > mostBytes) tooLarge.abort();
      await clock.sleep(LOOK_MS, over.signal);
    }
  };
  const watching = watch();
  try {
    const result = await work(AbortSignal.any([signal, tooLarge.signal]));
    return (await sizeOf(dir)) > mostBytes ? undefined : result;
  } catch (error) {
    if (tooLarge.signal.aborted && !signal.aborted) return undefined;
    throw error;
  } finally {
    over.abort();
    await watching;
  }
}

export interface SizeLimit {
  readonly dir: string;
  readonly mostBytes: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function sizeOf(dir: string): Promise<number> {
  // Git moves files while they are counted.
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = await stat(join(parentPath, name)).catch(() => undefined);
      return file?.size ?? 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
