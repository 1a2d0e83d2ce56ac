import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from './answer.ts';

/** A request as it came. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Undefined when there is none. */
  readonly text: string | undefined;
}

export interface ListenOptions {
  /** Undefined breaks the connection. */
  readonly answer: (incoming: Incoming) => Promise<Answer | undefined>;
  /** Milliseconds before each answer. */
  readonly delayMs: () => number;
}

export interface Listener {
  readonly url: string;
  /** Refuses connections until it is opened again. */
  close(): Promise<void>;
  open(): Promise<void>;
}

/** An HTTP server on a port of 127.0.0.1 that it keeps. */
export async function listen({ answer, delayMs }: ListenOptions): Promise<Listener> {
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const incoming = await readIncoming(request);
    await delay(delayMs());
    const given = await answer(incoming);
    if (given === undefined) request.socket.destroy();
    else send(response, given);
  };
  const start = async (port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      respond(request, response).catch((error: unknown) => {
        response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : String(error));
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return server;
  };
  let server = await start(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The fake has no port.');
  const { port } = address;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    open: async () => {
      server = await start(port);
    },
  };
}

async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  const host = request.headers.host ?? 'localhost';
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', `http://${host}`),
    headers: request.headers,
    text: text === '' ? undefined : text,
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  if (body === undefined) response.writeHead(status, headers).end();
  else {
    const type = { 'content-type': 'application/json; charset=utf-8' };
    response.writeHead(status, { ...type, ...headers }).end(JSON.stringify(body));
  }
}
