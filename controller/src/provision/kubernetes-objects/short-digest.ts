import { createHash } from 'node:crypto';

/** Ten characters that tell texts apart. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
