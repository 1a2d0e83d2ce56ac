import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { showUrl } from './check-target.ts';
import { FetchError } from './fetch-error.ts';
import { resolveHost } from './resolve-host.ts';
import type { Ways } from './ways.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Empty unless the status is 200. */
  readonly bytes: Uint8Array;
}

/**
 * Asks one address, and follows it nowhere. The connection goes to the addresses that were checked, so that a name
 * cannot mean another one a moment later.
 *
 * @throws {FetchError}
 */
export async function requestOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
  ways: Ways,
): Promise<Answer> {
  try {
    const response = await connect(url, headers, await resolveHost(url, ways), ways);
    try {
      const { statusCode: status = 0, headers: told } = response;
      const bytes = status === 200 ? await receive(response, url, maxBytes) : new Uint8Array();
      return { status, headers: told, bytes };
    } finally {
      response.destroy();
    }
  } catch (cause) {
    if (cause instanceof FetchError) throw cause;
    const why = ways.signal.aborted ? 'it takes too long' : messageOf(cause);
    throw new FetchError('unreachable', `${showUrl(url)} cannot be read: ${why}.`, { cause });
  }
}

async function connect(
  url: URL,
  headers: Readonly<Record<string, string>>,
  addresses: readonly LookupAddress[],
  { ca, signal }: Ways,
): Promise<IncomingMessage> {
  const sent = request(url, {
    // Of its own, so that neither a kept connection nor a proxy stands between the check and the address.
    agent: false,
    lookup: answerWith(addresses),
    headers: { ...headers, 'accept-encoding': 'identity' },
    ca,
    signal,
  });
  sent.end();
  const [response]: IncomingMessage[] = await once(sent, 'response');
  // What breaks off from here on is told by the response.
  sent.on('error', () => undefined);
  if (response === undefined) throw new Error('there is no answer');
  return response;
}

function answerWith(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, tell) => {
    const [first] = addresses;
    if (first === undefined) tell(new Error('the name has no address'), '');
    else if (all === true) tell(null, [...addresses]);
    else tell(null, first.address, first.family);
  };
}

async function receive(response: IncomingMessage, url: URL, maxBytes: number): Promise<Uint8Array> {
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Error('it was asked for without compression, and came compressed');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new FetchError(
        'too-large',
        `${showUrl(url)} has more than ${maxBytes.toLocaleString('en')} bytes, and was not read on.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
