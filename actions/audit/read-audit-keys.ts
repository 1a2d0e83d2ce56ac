import { createPublicKey } from 'node:crypto';
import { keyIdOf } from '@souk/model/audit/verify-checkpoint.ts';
import { UsageError } from '../cli/exit-code.ts';
import { readNamedFile } from '../cli/read-signed-thing.ts';

/**
 * Ids of the keys in files, public or private, in PEM form.
 * @throws {UsageError}
 */
export async function readAuditKeys(paths: readonly string[], cwd: string): Promise<Set<string>> {
  const ids = await Promise.all(
    paths.map(async (path) => {
      const x = publicPart(await readNamedFile(path, '--key', cwd));
      if (x === undefined) throw new UsageError(`--key needs an Ed25519 key in PEM form; ${path} is none.`);
      return keyIdOf(x);
    }),
  );
  return new Set(ids);
}

function publicPart(pem: Buffer): string | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key.export({ format: 'jwk' }).x : undefined;
  } catch {
    return undefined;
  }
}
