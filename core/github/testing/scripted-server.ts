import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';

export interface ScriptedAnswer {
  /** 200 when absent. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a page of HTML when it is a text. */
  readonly body?: unknown;
  /** The connection breaks once the request has come. */
  readonly hangsUp?: true;
  /** The connection breaks before the last byte of the body. */
  readonly breaksOff?: true;
  /** No answer comes. */
  readonly stalls?: true;
}

export interface ReceivedRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly origin: string;
  readonly received: readonly ReceivedRequest[];
  /** `METHOD /path` of what was received, without queries. */
  readonly asked: () => readonly string[];
}

/**
 * Answers requests in the order of a script and records them. What the script does not foresee is refused with 418.
 *
 * @param script answers by `METHOD /path`, with the query or without it; the last one is given again and again
 */
export async function startScriptedServer(
  script: Readonly<Record<string, readonly ScriptedAnswer[]>>,
): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = [];
  const given = new Map<string, number>();
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = method === 'GET' || headers['content-length'] === '0' ? undefined : await readBody(request);
    received.push({ method, url, headers, body });
    const key = [`${method} ${url}`, `${method} ${pathOf(url)}`].find((line) => line in script) ?? '';
    const answers = script[key] ?? [
      { status: 418, body: { message: `${method} ${url} is not in the script` } },
    ];
    const count = given.get(key) ?? 0;
    given.set(key, count + 1);
    send(response, answers[Math.min(count, answers.length - 1)] ?? {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    asked: () => received.map(({ method, url }) => `${method} ${pathOf(url)}`),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pathOf(url: string): string {
  return url.replace(/\?.*/, '');
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  return request.headers['content-type'] === undefined ? undefined : json(request);
}

function send(response: ServerResponse, answer: ScriptedAnswer): void {
  const { status = 200, headers = {}, body, hangsUp, breaksOff, stalls } = answer;
  if (stalls) return;
  if (hangsUp) {
    response.destroy();
    return;
  }
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  const isPage = typeof body === 'string';
  const text = isPage ? body : JSON.stringify(body);
  response.writeHead(status, {
    'content-type': isPage ? 'text/html' : 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  if (breaksOff) response.write(text.slice(0, -1), () => response.destroy());
  else response.end(text);
}
