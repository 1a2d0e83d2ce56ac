import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { makeFolder } from '../data-folder/make-folder.ts';
import { IdentityError } from './identity-error.ts';
import type { OwnKey } from './plan-keys.ts';
import { assemblePublicKey, type PublicKey } from './public-keys.ts';

/** A key of this replica, with its private half. */
export interface SigningKey extends OwnKey {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicKey;
}

/** Time in milliseconds, and the thumbprint of the key. */
const NAME = /^(?<at>\d{1,15})\.(?<kid>[\w-]{43})\.pem$/;

/** @throws {IdentityError} */
export async function readKeyFiles(folder: string): Promise<SigningKey[]> {
  try {
    makeFolder(folder);
    await chmod(folder, 0o700);
    const names = (await readdir(folder)).filter((name) => NAME.test(name));
    return await Promise.all(names.map((name) => readKeyFile(folder, name)));
  } catch (cause) {
    if (cause instanceof IdentityError) throw cause;
    throw new IdentityError(`The keys for tokens in ${folder} can't be read: ${reasonOf(cause)}.`, { cause });
  }
}

/** Makes a key that only its owner can read. @throws {IdentityError} */
export async function makeKeyFile(folder: string, createdAt: Date): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = await assembleKey(privateKey, createdAt);
  const path = pathOf(folder, key);
  try {
    // Whoever is killed in between leaves no half of a key under its name.
    await writeFile(`${path}.new`, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    await rename(`${path}.new`, path);
    return key;
  } catch (cause) {
    throw new IdentityError(`A key for tokens can't be written to ${folder}: ${reasonOf(cause)}.`, { cause });
  }
}

export function deleteKeyFile(folder: string, key: OwnKey): Promise<void> {
  return rm(pathOf(folder, key), { force: true });
}

async function readKeyFile(folder: string, name: string): Promise<SigningKey> {
  const { at = '', kid = '' } = NAME.exec(name)?.groups ?? {};
  const path = join(folder, name);
  const pem = await readFile(path, 'utf8');
  let key: SigningKey | undefined;
  try {
    key = await assembleKey(createPrivateKey(pem), new Date(Number(at)));
  } catch {
    // What is wrong with it would say something of it.
  }
  if (key?.kid === kid) return key;
  throw new IdentityError(`${path} is not the key that its name says. Delete it: another is made.`);
}

async function assembleKey(privateKey: KeyObject, createdAt: Date): Promise<SigningKey> {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, createdAt, privateKey, publicKey: assemblePublicKey(jwk, kid) };
}

function pathOf(folder: string, { createdAt, kid }: OwnKey): string {
  return join(folder, `${createdAt.getTime()}.${kid}.pem`);
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
