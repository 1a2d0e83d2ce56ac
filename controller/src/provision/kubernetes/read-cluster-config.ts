import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Cluster, HttpMethod, KubeConfig, RequestContext, type User } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { checkCluster, checkUser } from './check-cluster-config.ts';
import { ClusterConfig } from './cluster-config.ts';

/**
 * The cluster that this process runs in, by the ServiceAccount of its pod.
 *
 * @param environment with KUBERNETES_SERVICE_HOST; the client itself reads that of the process
 * @param root of the files that every pod finds
 * @throws {TypeError} outside of a pod
 */
export async function readPodConfig(
  environment: Readonly<Record<string, string | undefined>>,
  root = '',
): Promise<ClusterConfig> {
  if (environment['KUBERNETES_SERVICE_HOST'] === undefined)
    throw new TypeError('This process runs in no cluster: name the kubeconfig of the one that it is to use.');
  const loaded = new KubeConfig();
  loaded.loadFromCluster(root);
  const { cluster, user } = current('This pod', loaded);
  return connect(checkCluster('This pod', cluster), user);
}

/**
 * The cluster of the current context of a kubeconfig: with a token, a file that holds one, or a client certificate.
 * @throws {TypeError} what is missing or not taken; no value of it is named
 */
export async function readKubeconfig(path: string): Promise<ClusterConfig> {
  const text = await readFile(path, 'utf8');
  const loaded = new KubeConfig();
  let tokenFiles: ReadonlyMap<string, string>;
  try {
    loaded.loadFromString(text);
    tokenFiles = findTokenFiles(text);
  } catch (error) {
    // All lines but the first may quote the file, and with it a token.
    const [reason] = String(error).split('\n');
    throw new TypeError(`${path}: expected a kubeconfig; ${reason}.`);
  }
  loaded.makePathsAbsolute(dirname(path));
  const { cluster, user } = current(path, loaded);
  const tokenFile = tokenFiles.get(user.name);
  return connect(
    checkCluster(path, cluster),
    withTokenFile(checkUser(path, user), tokenFile && resolve(dirname(path), tokenFile)),
  );
}

function current(source: string, config: KubeConfig): { readonly cluster: Cluster; readonly user: User } {
  const find = <T>(list: string, name: string | undefined, found: T | null): T => {
    if (found !== null) return found;
    throw new TypeError(`${source}: ${list} has nothing called ${JSON.stringify(name ?? null)}.`);
  };
  const { currentContext } = config;
  const context = find('contexts', currentContext, config.getContextObject(currentContext));
  return {
    cluster: find('clusters', context.cluster, config.getCluster(context.cluster)),
    user: find('users', context.user, config.getUser(context.user)),
  };
}

/** `tokenFile` of users by their names, which the client does not read. */
function findTokenFiles(text: string): ReadonlyMap<string, string> {
  const { users = [] } = parse(text) as { users?: { name: string; user?: { tokenFile?: string } }[] };
  return new Map(users.flatMap(({ name, user }) => (user?.tokenFile ? [[name, user.tokenFile]] : [])));
}

/** As the client has it for pods: it looks into the file every minute. */
function withTokenFile({ token, ...user }: User, tokenFile: string | undefined): User {
  if (tokenFile !== undefined) return { ...user, authProvider: { name: 'tokenFile', config: { tokenFile } } };
  return token === undefined ? user : { ...user, token };
}

async function connect(cluster: Cluster, user: User): Promise<ClusterConfig> {
  const config = new ClusterConfig();
  config.loadFromClusterAndUser(cluster, user);
  // The files that it names are there, and hold what they should.
  await config.applySecurityAuthentication(new RequestContext(cluster.server, HttpMethod.GET));
  return config;
}
