import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SbomFetcher } from '../../sbom/sbom-fetcher.ts';
import { createSbomFetcher, type FetchSurroundings } from '../create-sbom-fetcher.ts';
import { issueCertificate } from './issue-certificate.ts';

export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

export interface LocalHosts {
  /** What each host answers; it answers 404 otherwise. Tests set and clear it. */
  readonly answers: Map<string, Respond>;
  /** Each request, as `host path`, with its authorization where it has one. */
  readonly asked: string[];
  readonly port: number;
  /** Where a path lies on a host, such as `a` for `https://a.example.com`. */
  at(host: string, path: string): string;
  /** A fetcher for which all names mean this server, `inside` ones at an address that it must not connect to. */
  fetcher(changes?: FetchSurroundings & { readonly hosts?: readonly string[] }): SbomFetcher;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Stands for an address of the public internet; the rest of the loopback stands for the inner network. */
const OUTSIDE = '127.0.0.1';
const INSIDE = '127.0.0.2';

/** Any number of hosts of `example.com`, with TLS, on the loopback. */
export async function startLocalHosts(): Promise<LocalHosts> {
  const { cert, key } = await issueCertificate(['*.example.com', '*.example.net']);
  const answers = new Map<string, Respond>();
  const asked: string[] = [];
  const server = createServer({ cert, key }, (request, response) => {
    const { authorization = '', host = '' } = request.headers;
    const [name = ''] = host.split(':');
    asked.push(`${name} ${request.url} ${authorization}`.trim());
    const respond = answers.get(name);
    if (respond === undefined) response.writeHead(404).end();
    else respond(request, response);
  });
  server.listen(0, OUTSIDE);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    answers,
    asked,
    port,
    at: (host, path) => `https://${host}.example.com:${port}${path}`,
    fetcher: ({ hosts = [], ...changes } = {}) =>
      createSbomFetcher(
        { hosts },
        {
          ca: cert,
          mayConnect: (address) => address === OUTSIDE,
          resolve: async (host) => [{ address: host.startsWith('inside.') ? INSIDE : OUTSIDE, family: 4 }],
          ...changes,
        },
      ),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
