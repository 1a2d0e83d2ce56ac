import { stat } from 'node:fs/promises';
import { UsageError } from './exit-code.ts';

/** The folder itself, once it is known to be one. */
export async function requireFolder(path: string, option: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return path;
  throw new UsageError(
    `${option} needs a folder; ${path} ${found === undefined ? 'does not exist' : 'is not one'}.`,
  );
}
