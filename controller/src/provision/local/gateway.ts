import type {
  IncomingHttpHeaders,
  IncomingMessage,
  OutgoingHttpHeaders,
  RequestListener,
  ServerResponse,
} from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, errors, request } from 'undici';
import type { LocalInstance } from './local-instance.ts';

/** The instances that can be called, by the ids of their installations. */
export type CallableInstances = Pick<ReadonlyMap<string, LocalInstance>, 'get'>;

const MOST_BYTES = 10 * 1_024 * 1_024;
const MOST_AT_ONCE = 64;
const hopByHop = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'upgrade'],
  ...['transfer-encoding', 'host', 'content-length', 'expect', 'proxy-connection', 'cf-connecting-ip'],
]);

/**
 * Hands requests for `/<installation>/…` to its instance, with the rest of the path. Whatever it answers is shown by
 * browsers as a page of nobody: all installations share one address, and none may act as another.
 */
export function createGateway(instances: CallableInstances): RequestListener {
  const calls = new Map<string, number>();
  return (incoming, outgoing) => {
    const [, id = '', rest = '/'] =
      /^\/([a-z0-9-]{1,63})(\/[^?]*(?:\?.*)?|\?.*)?$/s.exec(incoming.url ?? '') ?? [];
    const instance = instances.get(id);
    const atOnce = calls.get(id) ?? 0;
    if (instance === undefined) return refuse(outgoing, 404, 'No installation of this name runs here.');
    if (!instance.isRunning)
      return refuse(outgoing, 503, 'It is being started anew.', { 'retry-after': '2' });
    if (atOnce >= MOST_AT_ONCE)
      return refuse(outgoing, 429, 'Too many calls at once.', { 'retry-after': '1' });
    calls.set(id, atOnce + 1);
    const path = rest.startsWith('/') ? rest : `/${rest}`;
    call(incoming, outgoing, instance, path)
      .catch((error: unknown) => answerFailure(error, incoming, outgoing, instance))
      .finally(() => calls.set(id, (calls.get(id) ?? 1) - 1));
  };
}

async function call(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { socket, timeoutMs }: LocalInstance,
  path: string,
): Promise<void> {
  const agent = new Agent({ connect: { socketPath: socket } });
  try {
    const answer = await request(`http://worker${path}`, {
      method: (incoming.method ?? 'GET') as 'GET',
      headers: { ...kept(incoming.headers), host: incoming.headers.host ?? 'worker' },
      body: hasBody(incoming) ? Readable.from(limited(incoming)) : null,
      dispatcher: agent,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
    });
    outgoing.writeHead(answer.statusCode, { ...kept(answer.headers), ...pageOfNobody });
    await pipeline(answer.body, outgoing);
  } finally {
    await agent.destroy().catch(() => undefined);
  }
}

const pageOfNobody = {
  'content-security-policy': 'sandbox allow-scripts allow-forms allow-popups',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

class TooLargeError extends Error {}

function answerFailure(
  error: unknown,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  instance: LocalInstance,
): void {
  incoming.resume();
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  if (isTimeout(error)) void instance.endIfStuck();
  const [status, detail] = explain(error, instance);
  refuse(outgoing, status, detail);
}

function explain(error: unknown, { timeoutMs }: LocalInstance): readonly [number, string] {
  if (error instanceof TooLargeError) return [413, 'No more than 10 MiB can be sent.'];
  if (isTimeout(error)) return [504, `It did not answer within ${timeoutMs} ms.`];
  return [502, 'It ended before it had answered.'];
}

function isTimeout(error: unknown): boolean {
  return (
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    (error instanceof Error && error.name === 'TimeoutError')
  );
}

const titles: Readonly<Record<number, string>> = {
  404: 'Nothing runs at this address',
  413: 'The body is larger than this service takes',
  429: 'There were too many requests; Retry-After says when to go on',
  502: 'The installation failed',
  503: 'The installation does not run at the moment',
  504: 'The installation took too long',
};

function refuse(
  outgoing: ServerResponse,
  status: number,
  detail: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const type = { 'content-type': 'application/problem+json' };
  outgoing
    .writeHead(status, { ...type, ...headers })
    .end(JSON.stringify({ type: 'about:blank', title: titles[status], status, detail }));
}

function kept(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string | string[]] => entry[1] !== undefined && !hopByHop.has(entry[0]),
    ),
  );
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

async function* limited(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new TooLargeError();
    yield chunk;
  }
}
