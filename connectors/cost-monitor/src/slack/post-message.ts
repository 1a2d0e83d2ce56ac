import type { Message } from '../digest/message.ts';

export type PostResult =
  | { readonly kind: 'posted'; readonly ts: string }
  /** Slack is away or asks to slow down. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterSeconds: number }
  /** It will not be taken until somebody mends something. */
  | { readonly kind: 'refused'; readonly reason: string };

const SLACK = 'https://slack.com/api';
const DEFAULT_PAUSE = 30;
const LONGEST_PAUSE = 600;

/** What Slack says with `ok: false` although the same call may go through later. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
]);

/** @param token of the Slack app, or what stands for it: it is sent in a header alone */
export async function postMessage(message: Message, token: string, signal: AbortSignal): Promise<PostResult> {
  try {
    const answer = await fetch(`${SLACK}/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ ...message, unfurl_links: false, unfurl_media: false }),
      redirect: 'manual',
      signal,
    });
    if (answer.status === 429) return later('rate_limited', answer.headers.get('retry-after'));
    if (answer.status >= 500) return later(String(answer.status));
    if (!answer.ok) return { kind: 'refused', reason: String(answer.status) };
    return readAnswer(await answer.json());
  } catch (error) {
    return later(error instanceof Error ? error.name : 'unknown');
  }
}

function readAnswer(value: unknown): PostResult {
  const { ok, ts, error } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (ok === true && typeof ts === 'string') return { kind: 'posted', ts };
  const reason = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) ? error : 'no answer of Slack';
  return passing.has(reason) ? later(reason) : { kind: 'refused', reason };
}

function later(reason: string, retryAfter: string | null = null): PostResult {
  const seconds = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) : DEFAULT_PAUSE;
  return { kind: 'later', reason, afterSeconds: Math.min(seconds, LONGEST_PAUSE) };
}
