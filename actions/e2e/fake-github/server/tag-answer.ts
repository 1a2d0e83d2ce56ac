import { createHash } from 'node:crypto';
import type { Answer } from './answer.ts';
import type { Incoming } from './listen.ts';

/** The answer with its ETag, or 304 when the caller has it already. */
export function tagAnswer(answer: Answer, { method, headers }: Incoming): Answer {
  if (method !== 'GET' || answer.status !== 200) return answer;
  const text = JSON.stringify([answer.body, answer.headers?.['link']]);
  const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
  const tagged = { ...answer.headers, etag };
  const known = String(headers['if-none-match'] ?? '').replace(/^W\//, '');
  return known === etag ? { status: 304, headers: tagged } : { ...answer, headers: tagged };
}
