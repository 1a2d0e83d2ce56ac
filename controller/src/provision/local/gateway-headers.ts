import type { IncomingHttpHeaders } from 'node:http';
import { endToEndHeaders, type PassedHeaders } from './end-to-end-headers.ts';

/**
 * Cookies belong to a host, whatever the port and the path: those that come are of the portal or of a neighbour. The others
 * are said by those that stand in front, who did not stand there.
 */
const keptBack: ReadonlySet<string> = new Set([
  'cookie',
  'cookie2',
  'cf-connecting-ip',
  'cf-worker',
  'cdn-loop',
]);

/** What an answer could do to all that is at this host: to the portal, to neighbours, to whoever serves it next. */
const forWholeHost: ReadonlySet<string> = new Set([
  ...[
    'set-cookie',
    'set-cookie2',
    'clear-site-data',
    'strict-transport-security',
    'alt-svc',
    'service-worker-allowed',
  ],
  ...[
    'public-key-pins',
    'expect-ct',
    'nel',
    'report-to',
    'reporting-endpoints',
    'origin-agent-cluster',
    'www-authenticate',
    'use-as-dictionary',
    'set-login',
    'sec-session-registration',
    'accept-ch',
    'critical-ch',
    'activate-storage-access',
    'origin-trial',
    'speculation-rules',
    'server',
  ],
]);

/** A page of nobody: all installations share one address, and none may act as another. */
const SANDBOX = 'sandbox allow-scripts allow-forms allow-popups';

/** Headers of a call as the code gets them. */
export function calledHeaders(headers: IncomingHttpHeaders, host: string): PassedHeaders {
  return { ...endToEndHeaders(headers, keptBack), host };
}

/** Headers of what the code answers, as a browser gets them. */
export function answeredHeaders(headers: IncomingHttpHeaders): PassedHeaders {
  const kept = endToEndHeaders(headers, forWholeHost);
  // A browser keeps to all policies that it is given.
  const own = [headers['content-security-policy'] ?? []].flat();
  return {
    ...kept,
    'content-security-policy': [SANDBOX, ...own],
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
}
