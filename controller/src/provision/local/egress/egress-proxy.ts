import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { Agent } from 'undici';
import type { AddressGuard } from '../../../webhooks/address-guard.ts';
import { Turnstile } from '../../../work/turnstile.ts';
import type { EgressTarget } from './egress-rules.ts';
import { type ForwardPorts, forwardRequest } from './forward-request.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { openTunnel } from './open-tunnel.ts';
import { RefusedError } from './refused-error.ts';

/** A secret as it may leave: its stand-in, and the hosts that get the value in its place. */
export interface OutgoingSecret {
  readonly standIn: string;
  readonly hosts: readonly EgressTarget[];
  /** Reads the value as it is now. @throws {RefusedError} when it can't be read */
  readonly read: () => Promise<string>;
}

export interface EgressProxyOptions {
  readonly rules: readonly EgressTarget[];
  readonly secrets: readonly OutgoingSecret[];
  readonly guard: AddressGuard;
  /**
   * Where what goes to a host is sent instead, such as a double of it. It is the word of whoever runs this machine, so the
   * address is not checked; a request still has to be for a host of the manifest.
   */
  readonly routes: ReadonlyMap<string, URL>;
  readonly timeoutMs: number;
  /** How names are looked up; by the system when absent. */
  readonly lookup?: LookupFunction | undefined;
  readonly onRequest: (seen: SeenRequest) => void;
}

/** A request that went out, or was refused. */
export interface SeenRequest {
  readonly host: string;
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  /** Why it was refused or failed; no value of a secret. */
  readonly error?: string;
}

export interface EgressProxy {
  /** Not listening yet. */
  readonly server: Server;
  close(): Promise<void>;
}

const MOST_AT_ONCE = 64;
const MOST_WAITING = 128;
const MOST_TUNNELS = 32;
/** Those beyond are dropped unread. */
const MOST_CONNECTIONS = 256;

/**
 * The only way out for an instance. Each request is held against the hosts of the manifest, also those that follow a
 * redirect; names are looked up here, and what they stand for has to be outside.
 *
 * An answer that repeats the value of a secret has it taken out of its headers, not of its body: who may have the value
 * may also hand it to the code.
 */
export function createEgressProxy(options: EgressProxyOptions): EgressProxy {
  const { onRequest, guard, lookup, timeoutMs } = options;
  const guarded = guardedLookup(guard, lookup);
  const agents = [
    createAgent({ connect: { lookup: guarded, timeout: timeoutMs } }),
    createAgent({ connect: { timeout: timeoutMs } }),
  ] as const;
  const ports: ForwardPorts = { ...options, guarded: agents[0], routed: agents[1] };
  const requests = new Turnstile(MOST_AT_ONCE, MOST_WAITING);
  const tunnels = new Set<Duplex>();

  const forward = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<number> => {
    const leave = await requests.enter();
    if (leave === undefined) throw new RefusedError(429, `No more than ${MOST_AT_ONCE} requests at once.`);
    try {
      if (outgoing.destroyed) throw new RefusedError(499, 'Nobody waits for it any more.');
      return await forwardRequest(incoming, outgoing, ports);
    } finally {
      leave();
    }
  };
  const server = createServer(
    { requestTimeout: timeoutMs, keepAliveTimeout: 5_000 },
    (incoming, outgoing) => {
      const host = String(incoming.headers.host ?? '');
      forward(incoming, outgoing).then(
        (status) => onRequest({ host, status }),
        (error: unknown) => {
          const { status, message } = explain(error);
          onRequest({ host, status: undefined, error: message });
          incoming.resume();
          if (outgoing.headersSent) outgoing.destroy();
          else outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(message);
        },
      );
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.on('connect', (incoming: IncomingMessage, client: Duplex) => {
    const host = incoming.url ?? '';
    client.on('error', () => client.destroy());
    const open = async (): Promise<void> => {
      if (tunnels.size >= MOST_TUNNELS)
        throw new RefusedError(429, `No more than ${MOST_TUNNELS} connections at once.`);
      tunnels.add(client);
      client.once('close', () => tunnels.delete(client));
      await openTunnel(host, client, { ...options, guarded });
    };
    open().then(
      () => onRequest({ host, status: 200 }),
      (error: unknown) => {
        const { status, message } = explain(error);
        onRequest({ host, status: undefined, error: message });
        client.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
      },
    );
  });
  const close = async (): Promise<void> => {
    for (const tunnel of tunnels) tunnel.destroy();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
    await Promise.all(agents.map((agent) => agent.destroy()));
  };
  return { server, close };
}

function createAgent(options: Agent.Options): Agent {
  return new Agent({ ...options, keepAliveTimeout: 5_000, connections: MOST_AT_ONCE, allowH2: false });
}

function explain(error: unknown): { readonly status: number; readonly message: string } {
  const cause = error instanceof Error && error.cause instanceof RefusedError ? error.cause : error;
  if (cause instanceof RefusedError) return { status: cause.status, message: cause.message };
  if (error instanceof Error && error.name === 'TimeoutError')
    return { status: 504, message: 'The host did not answer in time.' };
  // A message may hold what was sent; a code does not.
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return { status: 502, message: `The host could not be reached (${code}).` };
}
