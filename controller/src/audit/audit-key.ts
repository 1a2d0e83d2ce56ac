import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyIdOf } from '@souk/model/audit/verify-checkpoint.ts';

/** The key that vouches for the audit log. */
export interface AuditKey {
  readonly id: string;
  /** @returns the signature, as base64url */
  readonly sign: (statement: string) => string;
}

/** The key can not be used. `message` is fit to be shown: it holds nothing of the key. */
export class AuditKeyError extends Error {
  override readonly name = 'AuditKeyError';
}

export interface AuditKeyLocation {
  /** File that is named in the configuration; it has to be there. */
  readonly auditKey: string | undefined;
  /** Folder that a key is made in when none is named. */
  readonly dataDir: string;
}

/**
 * Reads the key, or makes one that only its owner can read, with the public part beside it.
 * @throws {AuditKeyError}
 */
export async function openAuditKey({ auditKey, dataDir }: AuditKeyLocation): Promise<AuditKey> {
  const path = auditKey ?? join(dataDir, 'audit-key.pem');
  const pem = (await readKey(path)) ?? (auditKey === undefined ? await makeKey(path) : undefined);
  if (pem === undefined) throw new AuditKeyError(`SOUK_AUDIT_KEY names ${path}, which is not there.`);
  const key = parseKey(pem, path);
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  return {
    id: keyIdOf(x),
    sign: (statement) => sign(null, Buffer.from(statement), key).toString('base64url'),
  };
}

async function readKey(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new AuditKeyError(`The audit key ${path} can't be read: ${reasonOf(error)}`);
  }
}

async function makeKey(path: string): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  try {
    await writeFile(path, privateKey, { mode: 0o600, flag: 'wx' });
    await writeFile(path.replace(/\.pem$/, '.pub.pem'), publicKey);
    return privateKey;
  } catch (error) {
    throw new AuditKeyError(`The audit key ${path} can't be written: ${reasonOf(error)}`);
  }
}

function parseKey(pem: string, path: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new AuditKeyError(`The audit key ${path} must be a private key in PEM form without a passphrase.`);
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new AuditKeyError(`The audit key ${path} must be an Ed25519 key; it is ${key.asymmetricKeyType}.`);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
