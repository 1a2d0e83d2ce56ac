import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import {
  replaceStandIns,
  type StandIn,
} from '@souk/controller/src/provision/local/egress/replace-stand-ins.ts';

export interface GateOptions {
  /** Hosts of the manifest, with the port where it names one. */
  readonly egress: readonly string[];
  /** Where the doubles of hosts listen: an address of HTTP, or `host:port` for plain TCP. */
  readonly routes: ReadonlyMap<string, string>;
  readonly standIns: readonly (StandIn & { readonly hosts: readonly string[] })[];
}

/** The way out of a worker under test: to the doubles of the hosts in its manifest, and nowhere else. */
export class EgressGate {
  readonly #options: GateOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Hosts that were asked for but are not in the manifest. */
  readonly refused: string[] = [];

  constructor(options: GateOptions) {
    this.#options = options;
    this.#server = createServer((incoming, outgoing) => this.#forward(incoming, outgoing));
    this.#server.on('connect', (incoming, socket) => this.#tunnel(incoming, socket as Socket));
  }

  async listen(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => this.#server.once('error', reject).listen(path, resolve));
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    this.#server.closeAllConnections();
    await closed;
  }

  #routeTo(host: string): string | undefined {
    const route = this.#options.egress.includes(host) ? this.#options.routes.get(host) : undefined;
    if (route === undefined) this.refused.push(host);
    return route;
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const host = incoming.headers.host ?? '';
    const route = this.#routeTo(host);
    if (route === undefined) {
      outgoing.writeHead(403).end('not in egress');
      return;
    }
    const standIns = this.#options.standIns.filter(({ hosts }) => hosts.includes(host));
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? replaceStandIns(value, standIns) : value,
      ]),
    );
    const { method, url } = incoming;
    const forwarded = request(new URL(url ?? '/', route), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, outgoing, () => undefined);
    });
    forwarded.on('error', () => outgoing.writeHead(502).end());
    pipeline(incoming, forwarded, () => undefined);
  }

  #tunnel({ url = '' }: IncomingMessage, socket: Socket): void {
    const route = this.#routeTo(url);
    if (route === undefined) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const [host, port] = route.split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      pipeline(socket, target, socket, () => undefined);
    });
    for (const end of [socket, target]) {
      this.#sockets.add(end);
      end.on('error', () => undefined).on('close', () => this.#sockets.delete(end));
    }
    target.on('error', () => socket.destroy());
  }
}
