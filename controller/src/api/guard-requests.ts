import { isIP } from 'node:net';
import type { onRequestAsyncHookHandler } from 'fastify';
import { ApiProblem } from './problems.ts';

const readers = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps web pages of other origins from changing anything through a visitor's browser. A service on a loopback
 * address answers to no foreign host name, by which a page could pass for its own origin and read everything
 * (DNS rebinding).
 */
export function guardRequests(listenHost: string): onRequestAsyncHookHandler {
  const loopbackOnly = isLoopback(listenHost);
  return async (request) => {
    if (loopbackOnly && !isLoopback(hostnameOf(request.headers.host))) {
      throw new ApiProblem(
        'forbidden-host',
        `This service is called 127.0.0.1 or localhost, not "${request.headers.host ?? ''}".`,
      );
    }
    if (readers.has(request.method)) return;
    const { origin } = request.headers;
    const site = request.headers['sec-fetch-site'];
    const foreignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
    const foreignOrigin = origin !== undefined && URL.parse(origin)?.host !== request.headers.host;
    if (foreignSite || foreignOrigin) {
      throw new ApiProblem(
        'forbidden-origin',
        `Pages of ${origin ?? 'another site'} may not change anything here.`,
      );
    }
  };
}

function hostnameOf(host: string | undefined): string {
  return URL.parse(`http://${host ?? ''}`)?.hostname ?? '';
}

export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
