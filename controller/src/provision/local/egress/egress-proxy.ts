import { lookup as systemLookup } from 'node:dns';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, request } from 'undici';
import type { AddressGuard } from '../../../webhooks/address-guard.ts';
import { type EgressTarget, findTarget } from './egress-rules.ts';
import { hideValues, replaceStandIns, type StandIn } from './replace-stand-ins.ts';

/** A secret as it may leave: its stand-in, and the hosts that get the value in its place. */
export interface OutgoingSecret {
  readonly standIn: string;
  readonly hosts: readonly EgressTarget[];
  /** Reads the value as it is now. Rejects with a message that is fit to be shown. */
  readonly read: () => Promise<string>;
}

export interface EgressProxyOptions {
  readonly rules: readonly EgressTarget[];
  readonly secrets: readonly OutgoingSecret[];
  readonly guard: AddressGuard;
  /** Where what goes to a host is sent instead, such as a double of it. */
  readonly routes: ReadonlyMap<string, URL>;
  readonly timeoutMs: number;
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

const MOST_BYTES = 50 * 1_024 * 1_024;
const MOST_AT_ONCE = 64;
const hopByHop = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'proxy-connection', 'x-souk-proto', 'host', 'content-length', 'expect'],
]);

/** What may not leave, said to the code that tried and to whoever reads its log. */
class RefusedError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The only way out for an instance. Each request is held against the hosts of the manifest, also those that follow a
 * redirect; names are looked up here, and what they stand for has to be outside. Not listening yet.
 */
export function createEgressProxy(options: EgressProxyOptions): { server: Server; close(): Promise<void> } {
  const agents = new Map<string, Agent>();
  const sockets = new Set<Duplex>();
  let atOnce = 0;
  const agentFor = (target: EgressTarget): Agent => {
    const known = agents.get(target.protocol) ?? createAgent(options);
    agents.set(target.protocol, known);
    return known;
  };
  const server = createServer(
    { requestTimeout: options.timeoutMs, keepAliveTimeout: 5_000 },
    (incoming, outgoing) => {
      const host = String(incoming.headers.host ?? '');
      const answer = async (): Promise<number> => {
        if (atOnce >= MOST_AT_ONCE)
          throw new RefusedError(429, `No more than ${MOST_AT_ONCE} requests at once.`);
        atOnce += 1;
        try {
          return await forward(incoming, outgoing, options, agentFor);
        } finally {
          atOnce -= 1;
        }
      };
      answer().then(
        (status) => options.onRequest({ host, status }),
        (error: unknown) => {
          const { status, message } = explain(error);
          options.onRequest({ host, status: undefined, error: message });
          incoming.resume();
          if (outgoing.headersSent) outgoing.destroy();
          else outgoing.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(message);
        },
      );
    },
  );
  server.on('connect', (incoming: IncomingMessage, client: Duplex) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    const host = incoming.url ?? '';
    client.on('error', () => client.destroy());
    tunnel(host, client, options).then(
      () => options.onRequest({ host, status: 200 }),
      (error: unknown) => {
        const { status, message } = explain(error);
        options.onRequest({ host, status: undefined, error: message });
        client.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
      },
    );
  });
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await Promise.all([...agents.values()].map((agent) => agent.destroy()));
  };
  return { server, close };
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: EgressProxyOptions,
  agentFor: (target: EgressTarget) => Agent,
): Promise<number> {
  const target = targetOf(incoming, options.rules);
  const standIns = await readValues(options.secrets, target);
  const route = options.routes.get(target.host);
  const origin = route?.origin ?? `${target.protocol}//${target.host}:${target.port}`;
  if (!incoming.url?.startsWith('/')) throw new RefusedError(400, 'Expected the path of an address.');
  const answer = await request(`${origin}${incoming.url}`, {
    method: (incoming.method ?? 'GET') as 'GET',
    headers: { ...outgoingHeaders(incoming.headers, standIns), host: hostHeader(target) },
    body: hasBody(incoming) ? Readable.from(limited(incoming)) : null,
    // What stands for a host by configuration is not looked up.
    dispatcher: route === undefined ? agentFor(target) : plainAgent,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
  });
  outgoing.writeHead(answer.statusCode, answeredHeaders(answer.headers, standIns));
  await pipeline(answer.body, outgoing);
  return answer.statusCode;
}

const plainAgent = new Agent({ keepAliveTimeout: 1_000 });

/** @throws {RefusedError} for what no rule names */
function targetOf({ headers }: IncomingMessage, rules: readonly EgressTarget[]): EgressTarget {
  const protocol = headers['x-souk-proto'] === 'http' ? 'http:' : 'https:';
  const named = parseAuthority(headers.host ?? '', protocol === 'https:' ? 443 : 80);
  const target = named && findTarget(rules, { ...named, protocol });
  if (target === undefined) throw refusedHost(`${protocol}//${headers.host ?? ''}`);
  return target;
}

function parseAuthority(text: string, standard: number): { host: string; port: number } | undefined {
  const [, host, port] = /^([^:@/\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  return host === undefined ? undefined : { host, port: port === undefined ? standard : Number(port) };
}

function refusedHost(what: string): RefusedError {
  return new RefusedError(
    403,
    `${JSON.stringify(what)} is not among the hosts that the manifest names under egress.`,
  );
}

async function readValues(secrets: readonly OutgoingSecret[], target: EgressTarget): Promise<StandIn[]> {
  const meant = secrets.filter(({ hosts }) => findTarget(hosts, target) !== undefined);
  return Promise.all(meant.map(async ({ standIn, read }) => ({ standIn, value: await read() })));
}

function outgoingHeaders(
  headers: IncomingHttpHeaders,
  standIns: readonly StandIn[],
): Record<string, string[] | string> {
  const kept: Record<string, string[] | string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || hopByHop.has(name)) continue;
    kept[name] = Array.isArray(value)
      ? value.map((one) => replaceStandIns(one, standIns))
      : replaceStandIns(value, standIns);
  }
  return kept;
}

function answeredHeaders(
  headers: IncomingHttpHeaders,
  standIns: readonly StandIn[],
): Record<string, string[] | string> {
  const kept: Record<string, string[] | string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || hopByHop.has(name)) continue;
    kept[name] = Array.isArray(value)
      ? value.map((one) => hideValues(one, standIns))
      : hideValues(value, standIns);
  }
  return kept;
}

function hostHeader({ host, port, protocol }: EgressTarget): string {
  return port === (protocol === 'https:' ? 443 : 80) ? host : `${host}:${port}`;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function* limited(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new RefusedError(413, 'No more than 50 MiB can be sent.');
    yield chunk;
  }
}

async function tunnel(authority: string, client: Duplex, options: EgressProxyOptions): Promise<void> {
  const named = parseAuthority(authority, 0);
  const target = named && findTarget(options.rules, { ...named, protocol: 'tcp:' });
  if (target === undefined) throw refusedHost(`tcp://${authority}`);
  const route = options.routes.get(target.host);
  const server =
    route === undefined
      ? await openSocket(target.host, target.port, guardedLookup(options), options.timeoutMs)
      : await openSocket(route.hostname, Number(route.port), systemLookup, options.timeoutMs);
  client.write('HTTP/1.1 200 Connected\r\n\r\n');
  client.once('close', () => server.destroy());
  server.once('close', () => client.destroy());
  server.on('error', () => client.destroy());
  client.pipe(server).pipe(client);
}

function openSocket(host: string, port: number, lookup: LookupFunction, timeoutMs: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup, timeout: timeoutMs });
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeListener('error', reject);
      resolve(socket);
    });
    socket.once('timeout', () => socket.destroy(new RefusedError(504, `${host} does not answer.`)));
    socket.once('error', reject);
  });
}

function createAgent(options: EgressProxyOptions): Agent {
  return new Agent({
    connect: { lookup: guardedLookup(options), timeout: options.timeoutMs },
    keepAliveTimeout: 5_000,
    connections: MOST_AT_ONCE,
  });
}

/** Connects to exactly the address that was checked, so a name that changes its mind in between changes nothing. */
function guardedLookup({ guard, lookup = systemLookup }: EgressProxyOptions): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    lookup(hostname, { ...lookupOptions, all: true }, (error, answer, family) => {
      if (error !== null) return callback(error, '', 0);
      const found =
        typeof answer === 'string' ? [{ address: answer, family: family ?? isIP(answer) }] : answer;
      const [first, ...others] = found.filter(({ address }) => guard.isReachable(address));
      if (first === undefined)
        return callback(
          new RefusedError(
            403,
            `${hostname} stands for an address inside; only those outside can be called.`,
          ),
          '',
          0,
        );
      if (lookupOptions.all === true) callback(null, [first, ...others]);
      else callback(null, first.address, first.family);
    });
  };
}

function explain(error: unknown): { readonly status: number; readonly message: string } {
  const cause = error instanceof Error && error.cause instanceof RefusedError ? error.cause : error;
  if (cause instanceof RefusedError) return { status: cause.status, message: cause.message };
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return { status: 502, message: `The host could not be reached (${code}).` };
}
