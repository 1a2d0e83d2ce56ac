import { readFile, stat } from 'node:fs/promises';
import { plainText } from '@souk/model/report/plain-text.ts';
import { CostError } from './cost-error.ts';

/**
 * The bytes of a file that is read as a whole.
 *
 * @throws {CostError} `usage`
 */
export async function readWholeFile(path: string, option: string, most: number): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > most)
      throw new CostError(
        'usage',
        `${option}: ${plainText(path)} has ${megabytes(size)}; expected at most ${megabytes(most)}.`,
      );
    return await readFile(path);
  } catch (error) {
    if (error instanceof CostError) throw error;
    throw new CostError('usage', `${option}: ${plainText((error as Error).message)}`);
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
