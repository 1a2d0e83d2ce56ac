import type { LookupFunction } from 'node:net';
import { withoutCredentials } from '@souk/git/git-error.ts';
import type { AttemptOutcome } from '@souk/model/webhook/attempt-outcome.ts';
import type { Dispatcher } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import { checkTarget } from './check-target.ts';
import { createGuardedAgent, ForbiddenAddressError } from './guarded-agent.ts';

export interface Message {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Exchange {
  readonly outcome: AttemptOutcome;
  /** First bytes of the answer, as text. */
  readonly response?: string | undefined;
}

/** Posts messages to receivers that nobody here vouches for. */
export interface Poster {
  /** Never rejects: whatever happens is an outcome. */
  post(message: Message, signal: AbortSignal): Promise<Exchange>;
  close(): Promise<void>;
}

export interface PosterOptions {
  readonly guard: AddressGuard;
  /** Milliseconds that connecting, sending and being answered may take together. */
  readonly timeoutMs?: number;
  readonly lookup?: LookupFunction;
}

const READ_BYTES = 16 * 1_024;
const KEPT_BYTES = 1_024;

export function createPoster({ guard, timeoutMs = 15_000, lookup }: PosterOptions): Poster {
  const agents = {
    'https:': createGuardedAgent(guard, 'https:', { timeoutMs, lookup }),
    'http:': createGuardedAgent(guard, 'http:', { timeoutMs, lookup }),
  };
  return {
    async post(message, signal) {
      const target = checkTarget(message.url, guard);
      if (!target.ok) return { outcome: { kind: 'forbidden', error: target.reason } };
      const deadline = AbortSignal.timeout(timeoutMs);
      const agent = target.url.protocol === 'https:' ? agents['https:'] : agents['http:'];
      try {
        return await exchange(agent, target.url, message, AbortSignal.any([signal, deadline]));
      } catch (error) {
        return { outcome: deadline.aborted ? { kind: 'timeout' } : failureOf(error) };
      }
    },
    async close() {
      await Promise.all([agents['https:'].destroy(), agents['http:'].destroy()]);
    },
  };
}

async function exchange(
  agent: Dispatcher,
  url: URL,
  { headers, body }: Message,
  signal: AbortSignal,
): Promise<Exchange> {
  const { origin, pathname, search } = url;
  const answer = await agent.request({
    origin,
    path: `${pathname}${search}`,
    method: 'POST',
    headers,
    body,
    signal,
  });
  const response = await readStart(answer.body);
  return { outcome: outcomeOf(answer.statusCode, answer.headers['retry-after']), response };
}

/** The beginning of an answer. What comes after it is not waited for. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= READ_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString().replaceAll('\0', '\uFFFD');
}

function outcomeOf(status: number, retryAfter: string | string[] | undefined): AttemptOutcome {
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (status >= 300 && status < 400) return { kind: 'redirected', status };
  if (status === 410) return { kind: 'gone', status };
  const asksForPatience = status === 429 || status === 503;
  return {
    kind: 'rejected',
    status,
    ...(asksForPatience && typeof retryAfter === 'string' ? { retryAfter } : {}),
  };
}

function failureOf(error: unknown): AttemptOutcome {
  if (error instanceof ForbiddenAddressError) return { kind: 'forbidden', error: error.message };
  if (hasCode(error) && /^UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT$/.test(error.code))
    return { kind: 'timeout' };
  const text = error instanceof Error ? error.message : String(error);
  return { kind: 'unreachable', error: withoutCredentials(text).slice(0, 500) };
}

function hasCode(error: unknown): error is { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
