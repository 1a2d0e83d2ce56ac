import type { Cluster, User } from '@kubernetes/client-node';

/**
 * A cluster whose certificate is checked, at an address with https unless it is on this machine.
 *
 * @param source of the settings, for messages
 * @throws {TypeError} what is not taken
 */
export function checkCluster(source: string, cluster: Cluster): Cluster {
  refuse(source, { 'insecure-skip-tls-verify': cluster.skipTLSVerify, 'proxy-url': cluster.proxyUrl });
  const url = URL.parse(cluster.server);
  if (url !== null && `${url.username}${url.password}` !== '')
    throw new TypeError(`${source}: expected server to be an address without a password.`);
  if (url?.protocol === 'https:') return cluster;
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? '');
  // Only then does the client speak plain HTTP, where there is nothing to verify.
  if (url?.protocol === 'http:' && isHere) return { ...cluster, skipTLSVerify: true };
  throw new TypeError(
    `${source}: expected server to be an address with https; got ${JSON.stringify(cluster.server)}.`,
  );
}

/**
 * A user whose credentials are there already: nothing is run to get at them.
 * @throws {TypeError} what is not taken; no value of it is named
 */
export function checkUser(source: string, user: User): User {
  const { exec, authProvider, username, password, impersonateUser } = user;
  refuse(source, { exec, 'auth-provider': authProvider, username, password, as: impersonateUser });
  return user;
}

function refuse(source: string, settings: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(settings))
    if (value !== undefined && value !== null && value !== false)
      throw new TypeError(
        `${source}: ${key} is not taken; use the token of a ServiceAccount, or a client certificate.`,
      );
}
