import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Dispatcher, request } from 'undici';
import { endToEndHeaders, type PassedHeaders } from '../end-to-end-headers.ts';
import { limitedBody } from '../limited-body.ts';
import type { EgressProxyOptions, OutgoingSecret } from './egress-proxy.ts';
import { type EgressTarget, findTarget } from './egress-rules.ts';
import { RefusedError } from './refused-error.ts';
import { hideValues, replaceStandIns, type StandIn } from './replace-stand-ins.ts';

export interface ForwardPorts extends Pick<EgressProxyOptions, 'rules' | 'secrets' | 'routes' | 'timeoutMs'> {
  /** Connects to what was looked up and checked. */
  readonly guarded: Dispatcher;
  /** Connects to what the configuration says, wherever that is. */
  readonly routed: Dispatcher;
}

const MOST_BYTES = 50 * 1_024 * 1_024;
/** Said by the runtime alone: whether the code asked for https. */
const PROTOCOL = 'x-souk-proto';
/** Echoes what was sent, and with it the values of secrets. */
const refusedMethods: ReadonlySet<string> = new Set(['TRACE', 'CONNECT']);

/**
 * Sends one request on, with the values of secrets in place of their stand-ins.
 *
 * @returns the status of the answer
 * @throws {RefusedError} for what may not leave, or a system error when there is no answer
 */
export async function forwardRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { rules, secrets, routes, timeoutMs, guarded, routed }: ForwardPorts,
): Promise<number> {
  const { method = 'GET', url = '' } = incoming;
  const target = targetOf(incoming, rules);
  if (refusedMethods.has(method)) throw new RefusedError(405, `${method} is not sent on.`);
  if (!url.startsWith('/')) throw new RefusedError(400, 'Expected the path of an address.');
  const standIns = await readValues(secrets, target);
  const route = routes.get(target.host);
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const answer = await request(`${route?.origin ?? originOf(target)}${url}`, {
    method: method as Dispatcher.HttpMethod,
    headers: { ...sentHeaders(incoming, standIns), host: authorityOf(target) },
    body: hasBody(incoming) ? Readable.from(limitedBody(incoming, MOST_BYTES, tooMuchSent)) : null,
    dispatcher: route === undefined ? guarded : routed,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    signal: AbortSignal.any([gone.signal, AbortSignal.timeout(timeoutMs)]),
  });
  const headers = endToEndHeaders(answer.headers, none);
  outgoing.writeHead(
    answer.statusCode,
    mapValues(headers, (value) => hideValues(value, standIns)),
  );
  await pipeline(limitedBody(answer.body, MOST_BYTES, tooMuchReceived), outgoing);
  return answer.statusCode;
}

const none: ReadonlySet<string> = new Set();

/** @throws {RefusedError} for what no rule names */
function targetOf({ headers }: IncomingMessage, rules: readonly EgressTarget[]): EgressTarget {
  const protocol = headers[PROTOCOL] === 'http' ? 'http:' : 'https:';
  const named = parseAuthority(headers.host ?? '', protocol === 'https:' ? 443 : 80);
  const target = named && findTarget(rules, { ...named, protocol });
  if (target === undefined) throw refusedHost(`${protocol}//${headers.host ?? ''}`);
  return target;
}

/** The host and port of `host` or `host:port`; undefined for all else, such as one with a user name. */
export function parseAuthority(text: string, standard: number): { host: string; port: number } | undefined {
  const [, host, port] = /^([^:@/\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  return host === undefined ? undefined : { host, port: port === undefined ? standard : Number(port) };
}

export function refusedHost(what: string): RefusedError {
  return new RefusedError(
    403,
    `${JSON.stringify(what.slice(0, 300))} is not among the hosts that the manifest names under egress.`,
  );
}

async function readValues(secrets: readonly OutgoingSecret[], target: EgressTarget): Promise<StandIn[]> {
  const meant = secrets.filter(({ hosts }) => findTarget(hosts, target) !== undefined);
  return Promise.all(meant.map(async ({ standIn, read }) => ({ standIn, value: await read() })));
}

function sentHeaders({ headers }: IncomingMessage, standIns: readonly StandIn[]): PassedHeaders {
  return mapValues(endToEndHeaders(headers, new Set([PROTOCOL])), (value) =>
    replaceStandIns(value, standIns),
  );
}

function mapValues(headers: PassedHeaders, change: (value: string) => string): PassedHeaders {
  const changed: PassedHeaders = Object.create(null);
  for (const [name, value] of Object.entries(headers))
    changed[name] = Array.isArray(value) ? value.map(change) : change(value);
  return changed;
}

function originOf({ protocol, host, port }: EgressTarget): string {
  return `${protocol}//${host}:${port}`;
}

function authorityOf({ host, port, protocol }: EgressTarget): string {
  return port === (protocol === 'https:' ? 443 : 80) ? host : `${host}:${port}`;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function tooMuchSent(): RefusedError {
  return new RefusedError(413, 'No more than 50 MiB can be sent.');
}

function tooMuchReceived(): RefusedError {
  return new RefusedError(502, 'The answer is longer than 50 MiB.');
}
