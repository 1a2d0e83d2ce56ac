import { createHmac } from 'node:crypto';

/** Headers that prove who calls: a time against replays, and a signature over method, path, time and body. */
export function signatureHeaders({ method, path, body }, key, now) {
  const time = now.toISOString();
  const signature = createHmac('sha256', key).update([method, path, time, body].join('\n')).digest('hex');
  return { 'x-time': time, 'x-signature': signature };
}
