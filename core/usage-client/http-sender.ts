import { parseRetryAfter } from '@souk/model/webhook/parse-retry-after.ts';
import { parseAnswer } from './parse-answer.ts';
import type { Send, SendAnswer } from './send.ts';
import type { SpooledEvent } from './spooled-line.ts';
import { usageUrl } from './usage-url.ts';

/** An event of the API, as docs/metering.md has it. */
export interface UsageEvent {
  readonly id?: string | undefined;
  readonly metric: string;
  readonly value: string | number;
  readonly unit?: string;
  /** RFC 3339; when it was recorded, when absent. */
  readonly time?: string;
  readonly sequence?: string | number;
  readonly subject?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface HttpSenderOptions {
  /** Address of the marketplace: `https://souk.example.com`. */
  readonly url: string;
  /** A token of the installation for the marketplace; `refused` is one that does not count any more. */
  readonly token: (refused?: string) => Promise<string>;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds that a request may take. */
  readonly timeoutMs?: number;
  readonly now?: () => Date;
}

const LONGEST_ANSWER = 4 * 1_024 * 1_024;

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly text: string;
}

/**
 * Sends events to `POST /api/v1/usage/events`. The token goes to that host and no other: a redirect is a failure.
 * @throws {UsageClientError} `bad-url`
 */
export function httpSender({
  url: base,
  token,
  fetch = globalThis.fetch,
  timeoutMs = 30_000,
  now = () => new Date(),
}: HttpSenderOptions): Send<UsageEvent> {
  const url = usageUrl(base);
  const post = async (body: string, bearer: string, signal: AbortSignal): Promise<Answer> => {
    const response = await fetch(url, {
      ...{ method: 'POST', redirect: 'error', body },
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const { status, headers } = response;
    return { status, retryAfter: headers.get('retry-after'), text: await readText(response) };
  };
  return async (events, signal) => {
    const body = JSON.stringify(events.map(withTime));
    const first = await token();
    let answer = await post(body, first, signal);
    // It may have ended on the way; a second refusal is no matter of time.
    if (answer.status === 401) answer = await post(body, await token(first), signal);
    return assembleAnswer(answer, events.length, now());
  };
}

/** When it was used is when it was recorded, however long it waited. */
function withTime({ event, recordedAt }: SpooledEvent<UsageEvent>): UsageEvent {
  return { ...event, time: event.time ?? new Date(recordedAt).toISOString() };
}

function assembleAnswer({ status, retryAfter, text }: Answer, events: number, now: Date): SendAnswer {
  if (status === 200) {
    const results = parseAnswer(text, events);
    return results === undefined
      ? { kind: 'later', reason: `The answer is not that to ${events} events.` }
      : { kind: 'answered', results };
  }
  const reason = `The marketplace answered ${status}${problemOf(text)}.`;
  if (status === 413) return { kind: 'too-large', reason };
  const at = retryAfter === null ? undefined : parseRetryAfter(retryAfter, now);
  const asksForPatience = at !== undefined && (status === 429 || status === 503);
  return { kind: 'later', reason, retryAfterMs: asksForPatience ? at.getTime() - now.getTime() : undefined };
}

/** The code of a problem document, which holds nothing of ours. */
function problemOf(text: string): string {
  try {
    const { code } = JSON.parse(text) as { readonly code?: unknown };
    return typeof code === 'string' && /^[a-z-]{1,60}$/.test(code) ? ` (${code})` : '';
  } catch {
    return '';
  }
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) throw new Error(`The answer is longer than ${LONGEST_ANSWER} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
