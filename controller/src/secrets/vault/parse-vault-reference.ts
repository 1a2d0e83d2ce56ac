import { VaultError } from './vault-error.ts';

/** `vault:<mount>/<path>#<key>`, taken apart. */
export interface VaultReference {
  /** Mount and path, such as `kv/crm/prod`: at least two segments, none of them empty or a dot. */
  readonly path: string;
  readonly key: string;
}

const LONGEST = 1_000;

/** @throws {VaultError} `refused` */
export function parseVaultReference(reference: string): VaultReference {
  const { path, key } = /^vault:(?<path>[^#]+)#(?<key>[^#]+)$/.exec(reference)?.groups ?? {};
  if (path === undefined || key === undefined || reference.length > LONGEST)
    throw refusal(reference, 'expected vault:<mount>/<path>#<key>, such as vault:kv/crm/prod#token');
  if (!reference.isWellFormed() || /[\p{Cc}\s]/u.test(reference))
    throw refusal(reference, 'it must hold no spaces or control characters');
  const segments = path.split('/');
  if (segments.length < 2) throw refusal(reference, 'expected a mount and a path, such as kv/crm/prod');
  if (segments.includes('')) throw refusal(reference, 'a part of its path is empty');
  if (segments.includes('.') || segments.includes('..'))
    throw refusal(reference, '"." and ".." are no parts of a path');
  return { path, key };
}

/** A path as a part of an address, each segment by itself: nothing of it can end the path or begin a query. */
export function encodeVaultPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function refusal(reference: string, why: string): VaultError {
  const shown = reference.slice(0, 100).replaceAll(/[\p{C}\s]/gu, '�');
  return new VaultError('refused', `"${shown}" is no reference to a vault: ${why}.`);
}
