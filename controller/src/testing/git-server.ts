import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setInterval } from 'node:timers';

/** How a Git server behaves. */
export type Mood =
  | 'well'
  /** Answers 503 and says back, as some proxies do, what it was sent. */
  | 'failing'
  | 'talking nonsense'
  /** Answers with advertisements that are no Git. */
  | 'mimicking'
  /** Takes the request and says nothing. */
  | 'silent'
  /** Sends a byte now and then. */
  | 'dripping'
  /** Ends each pack in its middle. */
  | 'cutting packs'
  /** Changes bytes of each pack. */
  | 'garbling packs'
  | 'sending away';

/** A real Git server over HTTP that can be in a bad mood. */
export interface GitServer {
  readonly port: number;
  mood: Mood;
  /** Value of `Authorization` without which nobody is let in. */
  demand: string | undefined;
  /** Where it sends who asks, when it sends away. */
  elsewhere: string;
  /** Every value of `Authorization` that it was sent; an empty text where there was none. */
  readonly authorizations: string[];
  close(): Promise<void>;
}

/** @param root folder whose repositories are served by their names */
export async function startGitServer(root: string): Promise<GitServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const state: GitServer = {
    port: (server.address() as AddressInfo).port,
    mood: 'well',
    demand: undefined,
    elsewhere: '',
    authorizations: [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization = '' } = request.headers;
    state.authorizations.push(authorization);
    switch (state.mood) {
      case 'failing':
        response
          .writeHead(503, { 'content-type': 'text/plain' })
          .end(`\u001b[31moverloaded, sent ${authorization}\n`);
        return;
      case 'talking nonsense':
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html>\n<html>Please log in</html>\n');
        return;
      case 'mimicking':
        response
          .writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' })
          .end(`zzzz# service=git-upload-pack\n\u001b[31m${authorization}`);
        return;
      case 'silent':
        return;
      case 'dripping':
        drip(response);
        return;
      case 'sending away':
        response.writeHead(302, { location: `${state.elsewhere}${request.url}` }).end();
        return;
      case 'well':
      case 'cutting packs':
      case 'garbling packs':
        if (state.demand !== undefined && authorization !== state.demand)
          response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
        else await serve(root, request, response, state.mood);
    }
  }
  return state;
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/x-git-upload-pack-advertisement' });
  const timer = setInterval(() => response.write('0'), 50);
  response.once('close', () => clearInterval(timer));
}

/** Lets Git's own program for web servers answer. */
async function serve(
  root: string,
  request: IncomingMessage,
  response: ServerResponse,
  mood: Mood,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const { headers } = request;
  const child = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'safe.directory',
      GIT_CONFIG_VALUE_0: '*',
      REQUEST_METHOD: request.method,
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      HTTP_GIT_PROTOCOL: headers['git-protocol']?.toString() ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => undefined);
  request.pipe(child.stdin);
  const output = await buffer(child.stdout);
  const end = output.indexOf('\r\n\r\n');
  for (const line of output.toString('latin1', 0, end).split('\r\n')) {
    const [name = '', value = ''] = line.split(': ', 2);
    if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
    else response.setHeader(name, value);
  }
  response.end(spoil(output.subarray(end + 4), mood));
}

function spoil(body: Buffer, mood: Mood): Buffer {
  const pack = body.indexOf('PACK');
  if (pack === -1 || mood === 'well') return body;
  const middle = pack + 40;
  if (mood === 'cutting packs') return body.subarray(0, middle);
  const spoilt = Buffer.from(body);
  spoilt.fill(0x2a, middle, middle + 8);
  return spoilt;
}
