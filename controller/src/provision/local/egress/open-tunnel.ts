import { connect, type LookupFunction, type Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';
import type { EgressProxyOptions } from './egress-proxy.ts';
import { findTarget } from './egress-rules.ts';
import { parseAuthority, refusedHost } from './forward-request.ts';
import { RefusedError } from './refused-error.ts';

export interface TunnelPorts extends Pick<EgressProxyOptions, 'rules' | 'routes' | 'timeoutMs'> {
  /** Looks names up and checks what they stand for. */
  readonly guarded: LookupFunction;
}

/** Nothing in either direction for so long: nobody listens any more. */
const IDLE_MS = 10 * 60_000;

/**
 * Joins a connection to a host that the manifest names with a port of its own. Resolves when it stands.
 *
 * @throws {RefusedError} for one that it does not name, or a system error when it does not answer
 */
export async function openTunnel(
  authority: string,
  client: Duplex,
  { rules, routes, timeoutMs, guarded }: TunnelPorts,
): Promise<void> {
  const named = parseAuthority(authority, 0);
  const target = named && findTarget(rules, { ...named, protocol: 'tcp:' });
  if (target === undefined) throw refusedHost(`tcp://${authority}`);
  const route = routes.get(target.host);
  const server = await (route === undefined
    ? openSocket({ host: target.host, port: target.port, lookup: guarded }, timeoutMs)
    : openSocket({ host: route.hostname, port: Number(route.port) }, timeoutMs));
  server.setTimeout(IDLE_MS, () => server.destroy());
  client.write('HTTP/1.1 200 Connected\r\n\r\n');
  join(client, server);
  join(server, client);
}

/** What ends one way may go on the other; what breaks ends both. */
function join(from: Duplex, to: Duplex): void {
  pipeline(from, to, (error) => {
    if (error === undefined || error === null) return;
    from.destroy();
    to.destroy();
  });
}

interface SocketTarget {
  readonly host: string;
  readonly port: number;
  readonly lookup?: LookupFunction;
}

function openSocket(target: SocketTarget, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...target, timeout: timeoutMs, allowHalfOpen: true });
    const giveUp = (): void => {
      socket.destroy(new RefusedError(504, `${target.host} does not answer.`));
    };
    socket.once('timeout', giveUp);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.removeListener('timeout', giveUp).removeListener('error', reject);
      resolve(socket);
    });
  });
}
