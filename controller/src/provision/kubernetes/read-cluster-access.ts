import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { ClusterAccess } from './cluster-access.ts';

/** Where every pod finds its own. */
const POD_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The cluster that this process runs in, by the ServiceAccount of its pod.
 *
 * @param environment with KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT
 * @throws {TypeError} outside of a pod
 */
export async function readPodAccess(
  environment: Readonly<Record<string, string | undefined>>,
  folder = POD_FOLDER,
): Promise<ClusterAccess> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = environment;
  if (host === undefined)
    throw new TypeError('This process runs in no cluster: name the kubeconfig of the one that it is to use.');
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    tls: { ca: await readFile(`${folder}/ca.crt`, 'utf8') },
    readToken: async () => (await readFile(`${folder}/token`, 'utf8')).trim(),
  };
}

type Part = Readonly<Record<string, unknown>>;

/**
 * The cluster of the current context of a kubeconfig: with a token, a file that holds one, or a client certificate.
 * Nothing is run to get at credentials, and no certificate is taken unseen.
 *
 * @throws {TypeError} what is missing or not taken; no value of it is named
 */
export async function readKubeconfig(path: string): Promise<ClusterAccess> {
  const file = parse(await readFile(path, 'utf8')) as Part;
  const context = part(named(path, file, 'contexts', file['current-context']), 'context');
  const cluster = part(named(path, file, 'clusters', context['cluster']), 'cluster');
  const user = part(named(path, file, 'users', context['user']), 'user');
  refuse(path, cluster, ['insecure-skip-tls-verify', 'proxy-url']);
  refuse(path, user, ['exec', 'auth-provider', 'username', 'password', 'as']);
  const pem = (from: Part, key: string) => readPem(path, from, key);
  const ca = await pem(cluster, 'certificate-authority');
  const [cert, key] = [await pem(user, 'client-certificate'), await pem(user, 'client-key')];
  const [servername, token, tokenFile] = [
    text(cluster['tls-server-name']),
    text(user['token']),
    text(user['tokenFile']),
  ];
  return {
    server: checkServer(path, text(cluster['server'])),
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(servername === undefined ? {} : { servername }),
    },
    readToken: async () =>
      tokenFile === undefined ? token : (await readFile(beside(path, tokenFile), 'utf8')).trim(),
  };
}

function named(path: string, file: Part, list: string, name: unknown): Part {
  const found = ((file[list] ?? []) as readonly Part[]).find((one) => one['name'] === name);
  if (found !== undefined) return found;
  throw new TypeError(`${path}: ${list} has nothing called ${JSON.stringify(name ?? null)}.`);
}

function part(value: Part, key: string): Part {
  return (value[key] ?? {}) as Part;
}

function refuse(path: string, from: Part, keys: readonly string[]): void {
  const key = keys.find((one) => from[one] !== undefined && from[one] !== false);
  if (key !== undefined)
    throw new TypeError(
      `${path}: ${key} is not taken; use the token of a ServiceAccount, or a client certificate.`,
    );
}

async function readPem(path: string, from: Part, key: string): Promise<string | undefined> {
  const data = text(from[`${key}-data`]);
  if (data !== undefined) return Buffer.from(data, 'base64').toString();
  const file = text(from[key]);
  return file === undefined ? undefined : readFile(beside(path, file), 'utf8');
}

function checkServer(path: string, server: string | undefined): string {
  const url = URL.parse(server ?? '');
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? '');
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere)) return url.href.replace(/\/$/, '');
  throw new TypeError(
    `${path}: expected server to be an address with https; got ${JSON.stringify(server ?? null)}.`,
  );
}

function beside(path: string, file: string): string {
  return resolve(dirname(path), file);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
