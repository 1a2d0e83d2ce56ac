import { readFile, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';

export type SecretResult =
  | { readonly ok: true; readonly value: string }
  /** Fit to be shown: names the reference, never a value. */
  | { readonly ok: false; readonly reason: string };

/** Reads the value that a manifest refers to, as it is now. */
export type ReadSecret = (reference: string, use?: SecretUse) => Promise<SecretResult>;

/** For whom a secret is read; a vault can keep teams apart by it. */
export interface SecretUse {
  readonly team?: string | undefined;
  /**
   * Who gets what is leased, such as `Installation/crm-emea`: it is kept alive until they let go of it. What is leased is
   * refused when undefined.
   */
  readonly leaseFor?: string | undefined;
}

/** A file holds a key or two; one that is larger is something else. */
const LARGEST_FILE = 64 * 1_024;

/** What manifests may refer to. */
export interface ReachableSecrets {
  /** The variables whose names begin with SOUK_SECRET_. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Absolute path of the folder of files; none can be read when undefined. */
  readonly secretsDir: string | undefined;
  /** None can be read when undefined. */
  readonly readVault?: ReadSecret | undefined;
}

/**
 * Resolves `env:SOUK_SECRET_NAME`, `file:/path` and `vault:mount/path#key`. All else is out of reach, as are files elsewhere: the controller's own
 * credentials are none of what a manifest may use, and who may merge a manifest is not who may read its disk.
 */
export function createReadSecret({ secrets, secretsDir, readVault }: ReachableSecrets): ReadSecret {
  return async (reference, use = {}) => {
    const [scheme = '', ...rest] = reference.split(':');
    const name = rest.join(':');
    switch (scheme) {
      case 'env':
        return readVariable(name, secrets);
      case 'file':
        return readSecretFile(name, secretsDir);
      case 'vault':
        if (readVault !== undefined) return readVault(reference, use);
        return refused(`"${reference}" is in a vault, and none is set up: SOUK_VAULT_ADDR is not set.`);
      default:
        return refused(
          `"${reference}" is no reference to a secret; expected env:SOUK_SECRET_NAME, file:/path or vault:mount/path#key.`,
        );
    }
  };
}

function readVariable(name: string, secrets: ReadonlyMap<string, string>): SecretResult {
  if (!name.startsWith('SOUK_SECRET_'))
    return refused(
      `env:${name} is out of reach: only variables that begin with SOUK_SECRET_ can be referred to.`,
    );
  return presentValue(secrets.get(name), `The variable ${name} is not set for the controller.`);
}

async function readSecretFile(path: string, secretsDir: string | undefined): Promise<SecretResult> {
  if (secretsDir === undefined)
    return refused(`file:${path} is out of reach: SOUK_SECRETS_DIR names no folder of files to refer to.`);
  try {
    // A link is where it leads to.
    if (!(await realpath(path)).startsWith((await realpath(secretsDir)) + sep))
      return refused(`file:${path} is out of reach: only files in ${secretsDir} can be referred to.`);
    const file = await stat(path);
    // A device or a pipe could be read for ever.
    if (!file.isFile() || file.size > LARGEST_FILE) return refused(`${path} is no file of a secret's size.`);
    return presentValue(await readFile(path, 'utf8'), `${path} is empty.`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return refused(`${path} can't be read (${code}).`);
  }
}

function presentValue(text: string | undefined, whenAbsent: string): SecretResult {
  const value = text?.trim() ?? '';
  return value === '' ? refused(whenAbsent) : { ok: true, value };
}

function refused(reason: string): SecretResult {
  return { ok: false, reason };
}
