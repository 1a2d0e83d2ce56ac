import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Keeps states as the backend `http` asks for it, each with a lock. It outlives every driver. */
export class StateServer {
  readonly states = new Map<string, string>();
  /** What the holder of a lock says of itself, by the path of the state. */
  readonly locks = new Map<string, string>();
  /** `METHOD /path`, as they came. */
  readonly asked: string[] = [];
  /** Paths whose state can not be written at the moment. */
  readonly broken = new Set<string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async open(): Promise<StateServer> {
    const server = new StateServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const { pathname: path, searchParams } = new URL(url, this.url);
    const body = await text(request);
    this.asked.push(`${method} ${path}`);
    const [status, answer] = this.#handle(method, path, searchParams.get('ID'), body);
    response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
  }

  #handle(
    method: string,
    path: string,
    lockId: string | null,
    body: string,
  ): [status: number, answer?: string | undefined] {
    const lock = this.locks.get(path);
    switch (method) {
      case 'GET':
        return this.states.has(path) ? [200, this.states.get(path)] : [404];
      case 'LOCK':
        if (lock !== undefined) return [423, lock];
        this.locks.set(path, body);
        return [200];
      case 'UNLOCK':
        if (lock !== undefined && body !== '' && JSON.parse(lock).ID !== JSON.parse(body).ID)
          return [409, lock];
        this.locks.delete(path);
        return [200];
      case 'POST':
        if (this.broken.has(path)) return [500];
        if (lock !== undefined && JSON.parse(lock).ID !== lockId) return [423, lock];
        this.states.set(path, body);
        return [200];
      case 'DELETE':
        this.states.delete(path);
        return [200];
      default:
        return [405];
    }
  }
}
