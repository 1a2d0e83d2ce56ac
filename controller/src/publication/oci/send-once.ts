import { isLoopback } from '../../api/guard-requests.ts';
import { RegistryError } from './registry-error.ts';
import { retryAfterMs } from './retry-after.ts';

const TIMEOUT_MS = 60_000;

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** @throws {RegistryError} `unreachable` */
export async function sendOnce(url: URL, { method, headers, body }: RegistryRequest, ended: AbortSignal) {
  try {
    return await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.any([ended, AbortSignal.timeout(TIMEOUT_MS)]),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
  } catch (cause) {
    throw new RegistryError('unreachable', `${showUrl(url)} can't be reached: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

/** @throws {RegistryError} for answers that mean the same whatever was asked */
export async function requireAnswer(url: URL, response: Response): Promise<Response> {
  const failure = failureOf(url, response);
  if (failure === undefined) return response;
  await response.body?.cancel();
  throw failure;
}

function failureOf(url: URL, { status, headers }: Response): RegistryError | undefined {
  const said = `${showUrl(url)} answered ${status}`;
  if (status === 429 || status === 503)
    return new RegistryError('busy', `${said}.`, { retryAfterMs: retryAfterMs(headers.get('retry-after')) });
  if (status >= 500) return new RegistryError('unreachable', `${said}.`);
  if (status === 401 || status === 403)
    return new RegistryError('unauthorized', `${said}: the user of SOUK_OCI_USERNAME may not do this.`);
  return undefined;
}

/** Without TLS only this machine is asked, and only where the registry itself is on it. */
export function requireSafe(url: URL, origin: URL): void {
  if (url.protocol === 'https:') return;
  if (url.protocol === 'http:' && origin.protocol === 'http:' && isLoopback(url.hostname)) return;
  throw new RegistryError('refused', `${showUrl(url)} is not asked: it must begin with https://.`);
}

/** An address for people: its query may hold a signature that lets anybody in. */
export function showUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? cause.cause.message || cause.message : cause.message;
}
