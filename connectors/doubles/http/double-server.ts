import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const MOST_BYTES = 1024 * 1024;

/** A server that stands in for one of another company, on this machine alone. */
export abstract class DoubleServer {
  readonly #server: Server;
  #address: string | undefined;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(error instanceof Error ? error.message : 'failed');
      });
    });
  }

  /** Where it listens, without a slash at the end. */
  get address(): string {
    if (this.#address === undefined) throw new Error(`${this.constructor.name} has not been started.`);
    return this.#address;
  }

  /** @param port any free one when 0 */
  async start(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    this.#address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this.#address;
  }

  async stop(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await stopped;
  }

  protected abstract handle(request: Request): Promise<Response> | Response;

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const response = request === undefined ? new Response(null, { status: 413 }) : await this.handle(request);
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  }
}

async function readRequest(incoming: IncomingMessage): Promise<Request | undefined> {
  const { method = 'GET', url = '/', headers } = incoming;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  const init = {
    method,
    headers: Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  };
  // The name is checked where it matters: what a page of another site asks for is refused.
  const target = new URL(url, 'http://double.invalid');
  return ['GET', 'HEAD'].includes(method)
    ? new Request(target, init)
    : new Request(target, { ...init, body: Buffer.concat(chunks) });
}
