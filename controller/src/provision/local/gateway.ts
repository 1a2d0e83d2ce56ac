import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import { answeredHeaders, calledHeaders } from './gateway-headers.ts';
import { limitedBody } from './limited-body.ts';
import type { LocalInstance } from './local-instance.ts';
import { receiveBody } from './receive-body.ts';

/** The instances that can be called, by the ids of their installations. */
export type CallableInstances = Pick<ReadonlyMap<string, CallableInstance>, 'get'>;
export type CallableInstance = Pick<LocalInstance, 'value' | 'limits' | 'admit' | 'endIfStuck' | 'count'>;

const MOST_BYTES = 10 * 1_024 * 1_024;
/** Received before a call takes one of the places of its instance. */
const BODY_START = { bytes: 64 * 1_024, withinMs: 5_000 };
/** Counted where the caller did not wait for an answer. */
const GONE = 499;

/**
 * Hands requests for `/<installation>/…` to its instance, with the rest of the path. Whatever it answers is shown by
 * browsers as a page of nobody: all installations share one address, and none may act as another.
 */
export function createGateway(instances: CallableInstances): RequestListener {
  return (incoming, outgoing) => {
    const [, id = '', rest = '/'] =
      /^\/([a-z0-9-]{1,63})(\/[^?]*(?:\?.*)?|\?.*)?$/s.exec(incoming.url ?? '') ?? [];
    const instance = instances.get(id);
    if (instance === undefined)
      return refuse(incoming, outgoing, new CallError(404, 'No installation of this name runs here.'));
    const path = rest.startsWith('/') ? rest : `/${rest}`;
    const begun = performance.now();
    outgoing.once('close', () =>
      instance.count(outgoing.headersSent ? outgoing.statusCode : GONE, performance.now() - begun),
    );
    call(incoming, outgoing, instance, path).catch((error: unknown) => {
      if (isTimeout(error)) void instance.endIfStuck();
      if (outgoing.headersSent) outgoing.destroy();
      else refuse(incoming, outgoing, explain(error, instance));
    });
  };
}

async function call(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  instance: CallableInstance,
  path: string,
): Promise<void> {
  if (Number(incoming.headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge();
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const body = hasBody(incoming)
    ? await receiveBody(limitedBody(incoming, MOST_BYTES, tooLarge), BODY_START, tooSlow)
    : undefined;
  const admission = await instance.admit();
  if (admission === 'down') throw new CallError(503, 'It is being started anew.', { 'retry-after': '2' });
  if (admission === 'busy') throw new CallError(429, 'Too many calls at once.', { 'retry-after': '1' });
  try {
    const answer = await admission.dispatcher.request({
      path,
      method: (incoming.method ?? 'GET') as Dispatcher.HttpMethod,
      headers: calledHeaders(incoming.headers, instance.value.id),
      body: body === undefined ? null : Readable.from(body),
      headersTimeout: 0,
      bodyTimeout: 0,
      signal: AbortSignal.any([gone.signal, AbortSignal.timeout(instance.limits.timeoutMs)]),
    });
    outgoing.writeHead(answer.statusCode, answeredHeaders(answer.headers));
    await pipeline(answer.body, outgoing);
  } finally {
    admission.leave();
  }
}

/** What a call is answered with when the code does not. */
class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: keyof typeof titles;
  readonly headers: OutgoingHttpHeaders;

  constructor(status: keyof typeof titles, detail: string, headers: OutgoingHttpHeaders = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

const titles = {
  400: 'The request can not be understood',
  404: 'Nothing runs at this address',
  408: 'The request came too slowly',
  413: 'The body is larger than this service takes',
  429: 'There were too many requests; Retry-After says when to go on',
  502: 'The installation failed',
  503: 'The installation does not run at the moment',
  504: 'The installation took too long',
} as const;

function tooLarge(): CallError {
  return new CallError(413, 'No more than 10 MiB can be sent.');
}

function tooSlow(): CallError {
  return new CallError(
    408,
    `The first ${BODY_START.bytes} bytes of the body are expected within ${BODY_START.withinMs} ms.`,
  );
}

function explain(error: unknown, { limits }: CallableInstance): CallError {
  if (error instanceof CallError) return error;
  if (isTimeout(error)) return new CallError(504, `It did not answer within ${limits.timeoutMs} ms.`);
  // The library that calls it takes no such path or method.
  if (error instanceof Error && 'code' in error && error.code === 'UND_ERR_INVALID_ARG')
    return new CallError(400, 'Expected a method and a path that can be handed on.');
  return new CallError(502, 'It ended before it had answered.');
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, message, headers }: CallError,
): void {
  const document = { type: 'about:blank', title: titles[status], status, detail: message };
  // What is still being sent is not waited for.
  const ending = incoming.complete ? {} : { connection: 'close' };
  outgoing
    .writeHead(status, { ...headers, ...ending, 'content-type': 'application/problem+json' })
    .end(JSON.stringify(document));
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
