import type { IncomingHttpHeaders } from 'node:http';

export type PassedHeaders = Record<string, string | string[]>;

/** Of one connection, or made anew for the next one. */
const ofConnection: ReadonlySet<string> = new Set([
  ...[
    'connection',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
  ],
  ...['transfer-encoding', 'upgrade', 'host', 'content-length', 'expect'],
]);

/** The headers that are handed on: not those of the connection, nor what it names as such, nor the ones that are left out. */
export function endToEndHeaders(headers: IncomingHttpHeaders, leftOut: ReadonlySet<string>): PassedHeaders {
  const named = new Set((headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase()));
  // Without a prototype: a header may be called __proto__.
  const kept: PassedHeaders = Object.create(null);
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !ofConnection.has(name) && !named.has(name) && !leftOut.has(name))
      kept[name] = value;
  return kept;
}
