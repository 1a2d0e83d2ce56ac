import type { Source } from '@souk/model/manifest/manifest.ts';
import type { ReadSecret } from '../secrets/read-secret.ts';
import type { RepositoryAddress } from '../source/repository-address.ts';
import type { AddressGuard } from '../webhooks/address-guard.ts';
import { parseSourceUrl, type SourceUrl } from './parse-source-url.ts';
import { type LookUp, pinAddresses } from './pin-addresses.ts';
import { SourceRefusal } from './source-refusal.ts';
import { sshCommand } from './ssh-command.ts';

export interface RemotePorts {
  readonly guard: AddressGuard;
  readonly lookUp: LookUp;
  readonly readSecret: ReadSecret;
  /** Whether repositories of this machine may be read. */
  readonly allowFiles: boolean;
  /** Absolute path of a folder without settings of Git or logins, which stands in for the home of its user. */
  readonly home: string;
}

/** Hosts of Git take a token as the password of a user of this name. */
const TOKEN_USER = 'x-access-token';

/**
 * Decides how another catalog is reached: at addresses that were looked at, without a proxy, without following anybody
 * elsewhere, and with no other credentials than its own secret.
 *
 * @throws {SourceRefusal} when it must not be reached, or its secret can not be used
 */
export async function openRemote(
  { url, secret }: Pick<Source, 'url' | 'secret'>,
  ports: RemotePorts,
): Promise<RepositoryAddress> {
  const parsed = parseSourceUrl(url);
  const { protocol } = parsed;
  if (protocol === 'file:' && !ports.allowFiles)
    throw new SourceRefusal(
      'Repositories of this machine are read only by a controller that listens on a loopback address.',
    );
  const addresses = protocol === 'file:' ? [] : await pinAddresses(parsed, ports.guard, ports.lookUp);
  const environment = {
    ...isolated(ports.home),
    ...(await sshEnvironment(parsed, addresses, secret, ports)),
  };
  const manner = { settings: settingsFor(parsed, addresses), environment };
  const plain = {
    remote: url,
    shown: url,
    authorization: undefined,
    secrets: [],
    manner,
    credentialsAt: '`secret` of the source',
  };
  if (secret === undefined || (protocol !== 'https:' && protocol !== 'http:')) return plain;
  const token = await readOrRefuse(secret, ports.readSecret);
  if (/[\r\n\0]/.test(token)) throw new SourceRefusal(`"${secret}" is no token, which is one line.`);
  const encoded = Buffer.from(`${TOKEN_USER}:${token}`).toString('base64');
  return {
    ...plain,
    authorization: { server: new URL(url).origin, header: `Basic ${encoded}` },
    secrets: [token, encoded],
  };
}

/** Neither the settings of the machine nor the logins of its user are there for a source. */
function isolated(home: string): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    no_proxy: '*',
    NO_PROXY: '*',
    SSH_AUTH_SOCK: '',
  };
}

function settingsFor({ protocol, host, port }: SourceUrl, addresses: readonly string[]) {
  const always = { 'http.followRedirects': 'false', 'http.proxy': '', 'credential.helper': '' };
  if (protocol !== 'https:' && protocol !== 'http:') return always;
  const shown = addresses.map((address) => (address.includes(':') ? `[${address}]` : address));
  const known = port ?? (protocol === 'https:' ? 443 : 80);
  return { ...always, 'http.curloptResolve': `${host}:${known}:${shown.join(',')}` };
}

async function sshEnvironment(
  { protocol, host, port }: SourceUrl,
  [address]: readonly string[],
  secret: string | undefined,
  { readSecret }: RemotePorts,
): Promise<Record<string, string>> {
  if (protocol !== 'ssh:' || address === undefined) return {};
  if (secret === undefined) return { GIT_SSH_COMMAND: sshCommand({ host, port, address }) };
  const keyFile = /^file:(?<path>\/.*)$/.exec(secret)?.groups?.['path'];
  if (keyFile === undefined)
    throw new SourceRefusal(`"${secret}" is no file; over SSH the secret is the file of a private key.`);
  await readOrRefuse(secret, readSecret);
  return { GIT_SSH_COMMAND: sshCommand({ host, port, address, keyFile }) };
}

async function readOrRefuse(reference: string, readSecret: ReadSecret): Promise<string> {
  const secret = await readSecret(reference);
  if (!secret.ok) throw new SourceRefusal(secret.reason);
  return secret.value;
}
