import { isLoopback } from '../api/guard-requests.ts';
import type { VaultConfig, VaultLogin } from '../secrets/vault/vault-config.ts';
import { matching, numberBetween, optionalPath, type Parsed, textOrNothing } from './parsers.ts';

/** Settings of the vault that manifests refer to. */
export const vaultParsers = {
  SOUK_VAULT_ADDR: parseVaultAddress,
  SOUK_VAULT_NAMESPACE: matching(/^[\w.-]+(\/[\w.-]+)*\/?$/, 'the path of a namespace, such as acme/souk'),
  SOUK_VAULT_TOKEN: textOrNothing,
  SOUK_VAULT_ROLE_ID: textOrNothing,
  SOUK_VAULT_SECRET_ID: textOrNothing,
  SOUK_VAULT_ROLE: textOrNothing,
  SOUK_VAULT_JWT_FILE: optionalPath,
  SOUK_VAULT_AUTH_MOUNT: matching(/^[\w-]+(\/[\w-]+)*$/, 'the path of an auth method, such as kubernetes'),
  SOUK_VAULT_CA_FILE: optionalPath,
  SOUK_VAULT_PREFIX: matching(
    /^([\w.-]|\{team\})+(\/([\w.-]|\{team\})+)*\/$/,
    'the beginning of paths with a slash at its end, such as kv/{team}/',
  ),
  SOUK_VAULT_TIMEOUT_SECONDS: numberBetween(1, 60, 10),
};

type Parsers = typeof vaultParsers;
type VaultValues = {
  readonly [N in keyof Parsers]: Extract<ReturnType<Parsers[N]>, { value: unknown }>['value'];
};

const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token';
/** What says how Souk logs in. */
const LOGINS = ['SOUK_VAULT_TOKEN', 'SOUK_VAULT_ROLE_ID', 'SOUK_VAULT_ROLE'] as const;

/** A token goes to that address: without TLS only on this machine. */
function parseVaultAddress(text: string | undefined): Parsed<string | undefined> {
  if (text === undefined) return { value: undefined };
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  const isPlain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isSafe && isPlain
    ? { value: text }
    : { expected: 'an address such as https://vault.example.com:8200; http:// only of this machine' };
}

/** What is well by itself, and does not go together. */
export function checkVault(values: VaultValues): string[] {
  const { SOUK_VAULT_ADDR: address, SOUK_VAULT_ROLE_ID: roleId, SOUK_VAULT_SECRET_ID: secretId } = values;
  const names = Object.keys(vaultParsers) as (keyof VaultValues)[];
  const useless = names.filter((name) => name !== 'SOUK_VAULT_TIMEOUT_SECONDS' && values[name] !== undefined);
  if (address === undefined) return useless.map((name) => `${name} is of no use without SOUK_VAULT_ADDR.`);
  const logins = LOGINS.filter((name) => values[name] !== undefined);
  if (logins.length !== 1)
    return [
      `SOUK_VAULT_ADDR needs one way to log in: SOUK_VAULT_TOKEN, SOUK_VAULT_ROLE_ID with SOUK_VAULT_SECRET_ID, or SOUK_VAULT_ROLE; found ${logins.join(' and ') || 'none'}.`,
    ];
  if ((roleId === undefined) !== (secretId === undefined))
    return ['SOUK_VAULT_ROLE_ID and SOUK_VAULT_SECRET_ID are of no use without each other.'];
  if (values.SOUK_VAULT_JWT_FILE !== undefined && values.SOUK_VAULT_ROLE === undefined)
    return ['SOUK_VAULT_JWT_FILE is of no use without SOUK_VAULT_ROLE.'];
  return [];
}

/** @returns undefined when there is no vault */
export function assembleVault(values: VaultValues): VaultConfig | undefined {
  const address = values.SOUK_VAULT_ADDR;
  const login = loginOf(values);
  if (address === undefined || login === undefined) return undefined;
  return {
    ...{ address, login, namespace: values.SOUK_VAULT_NAMESPACE, caFile: values.SOUK_VAULT_CA_FILE },
    ...{ prefix: values.SOUK_VAULT_PREFIX, timeoutMs: values.SOUK_VAULT_TIMEOUT_SECONDS * 1_000 },
  };
}

function loginOf(values: VaultValues): VaultLogin | undefined {
  const mount = values.SOUK_VAULT_AUTH_MOUNT;
  const { SOUK_VAULT_TOKEN: token, SOUK_VAULT_ROLE_ID: roleId, SOUK_VAULT_SECRET_ID: secretId } = values;
  const { SOUK_VAULT_ROLE: role, SOUK_VAULT_JWT_FILE: tokenFile = SERVICE_ACCOUNT_TOKEN } = values;
  if (token !== undefined) return { method: 'token', token };
  if (roleId !== undefined && secretId !== undefined)
    return { method: 'approle', mount: mount ?? 'approle', roleId, secretId };
  return role === undefined ? undefined : { method: 'jwt', mount: mount ?? 'kubernetes', role, tokenFile };
}
