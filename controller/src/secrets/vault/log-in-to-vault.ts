import { readFile } from 'node:fs/promises';
import { encodeVaultPath } from './parse-vault-reference.ts';
import type { VaultAnswer, VaultRequest } from './send-to-vault.ts';
import type { VaultLogin } from './vault-config.ts';
import { VaultError } from './vault-error.ts';

/** What a login gave. */
export interface GrantedToken {
  readonly id: string;
  /** Milliseconds until it ends; undefined for one that does not. */
  readonly lifeMs: number | undefined;
  readonly renewable: boolean;
}

/** Asks the vault, as often as it takes. */
export type AskPatiently = (request: VaultRequest) => Promise<VaultAnswer>;

/**
 * Gets a token. One that is configured is looked up, as nobody else tells when it ends.
 * @throws {VaultError}
 */
export async function logInToVault(login: VaultLogin, ask: AskPatiently): Promise<GrantedToken> {
  switch (login.method) {
    case 'token':
      return lookUp(login.token, ask);
    case 'approle':
      return enter(login.mount, { role_id: login.roleId, secret_id: login.secretId }, ask);
    case 'jwt':
      return enter(login.mount, { role: login.role, jwt: await readWorkloadToken(login.tokenFile) }, ask);
  }
}

/** A token that may not look itself up is used all the same: what it may read is found out by reading. */
async function lookUp(id: string, ask: AskPatiently): Promise<GrantedToken> {
  const { status, body } = await ask({ method: 'GET', path: 'auth/token/lookup-self', token: id });
  const { ttl, renewable } = ((status === 200 ? body?.['data'] : undefined) as Partial<TokenFacts>) ?? {};
  return { id, lifeMs: lifeOf(ttl), renewable: renewable === true };
}

async function enter(
  mount: string,
  body: Readonly<Record<string, string>>,
  ask: AskPatiently,
): Promise<GrantedToken> {
  const answer = await ask({ method: 'POST', path: `auth/${encodeVaultPath(mount)}/login`, body });
  const granted = grantedToken(answer);
  if (granted !== undefined) return granted;
  throw new VaultError(
    'denied',
    `The vault does not let Souk in by auth/${mount} (it answered ${answer.status}). Check the role and what it logs in with.`,
  );
}

/** What a login or a renewal gave; undefined when it gave nothing. */
export function grantedToken({ status, body }: VaultAnswer): GrantedToken | undefined {
  const auth = (status === 200 ? body?.['auth'] : undefined) as Partial<AuthFacts> | null | undefined;
  if (typeof auth?.client_token !== 'string') return undefined;
  return { id: auth.client_token, lifeMs: lifeOf(auth.lease_duration), renewable: auth.renewable === true };
}

async function readWorkloadToken(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new VaultError('denied', `SOUK_VAULT_JWT_FILE names ${path}, which can't be read (${code}).`);
  }
}

interface TokenFacts {
  readonly ttl: unknown;
  readonly renewable: unknown;
}

interface AuthFacts {
  readonly client_token: unknown;
  readonly lease_duration: unknown;
  readonly renewable: unknown;
}

function lifeOf(seconds: unknown): number | undefined {
  return typeof seconds === 'number' && seconds > 0 ? seconds * 1_000 : undefined;
}
