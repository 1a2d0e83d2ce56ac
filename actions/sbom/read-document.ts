import { readFile, stat } from 'node:fs/promises';
import type { SbomSettings } from '@souk/vetting/sbom/sbom-settings.ts';
import { UsageError } from '../cli/exit-code.ts';

/**
 * The bytes of a document; of one over the limit the first, as it is refused for its size without being read.
 *
 * @throws {UsageError} when there is no such file
 */
export async function readDocument(path: string, { maxBytes }: SbomSettings): Promise<Uint8Array> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) {
    throw new UsageError(`${path} ${found === undefined ? 'does not exist' : 'is not a file'}.`);
  }
  return found.size > maxBytes ? new Uint8Array(maxBytes + 1) : readFile(path);
}
