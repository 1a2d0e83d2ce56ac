import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  digestOfReference,
  type SignedThing,
  thingOfBytes,
  thingOfDigest,
} from '@souk/vetting/signature/intoto/digests.ts';
import { UsageError } from './exit-code.ts';

/**
 * The thing that a signature is about, from a file or from its digest.
 * @throws {UsageError}
 */
export async function readSignedThing(
  file: string | undefined,
  digest: string | undefined,
  cwd: string,
): Promise<SignedThing> {
  if ((file === undefined) === (digest === undefined)) {
    throw new UsageError('Name a file, or give --digest sha256:…, and not both.');
  }
  if (file !== undefined) return thingOfBytes(await readNamedFile(file, 'FILE', cwd));
  const read = digestOfReference(digest ?? '');
  if (read === undefined) {
    throw new UsageError(
      `--digest needs sha256: and 64 lower-case hexadecimal digits, or sha512: and 128; it got ${JSON.stringify(digest)}.`,
    );
  }
  return thingOfDigest(read);
}

/** @throws {UsageError} for a file that cannot be read */
export async function readNamedFile(path: string, option: string, cwd: string): Promise<Buffer> {
  try {
    return await readFile(resolve(cwd, path));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'does not exist' : 'cannot be read';
    throw new UsageError(`${option} needs a file; ${path} ${reason}.`);
  }
}
