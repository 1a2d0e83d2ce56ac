import { createHmac, timingSafeEqual } from 'node:crypto';

/** GitHub sends no more. */
const LARGEST_BYTES = 25 * 1_024 * 1_024;
/** What is larger is signed, not looked into. */
const LARGEST_KEPT_BYTES = 1_024 * 1_024;

export type SignedBody =
  /** `text` is undefined for a body that is too large to be kept. */
  | { readonly state: 'genuine'; readonly text: string | undefined }
  | { readonly state: 'forged' }
  | { readonly state: 'too-large' };

/** Reads a body and checks what it is signed with (`sha256=` and HMAC-SHA256 in hex), keeping a megabyte of it at most. */
export async function readSignedBody(
  body: AsyncIterable<Buffer>,
  signature: string | undefined,
  secret: string,
): Promise<SignedBody> {
  const hmac = createHmac('sha256', secret);
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_BYTES) return { state: 'too-large' };
    hmac.update(chunk);
    if (size > LARGEST_KEPT_BYTES) kept.length = 0;
    else kept.push(chunk);
  }
  const [, hex] = /^sha256=([\da-f]{64})$/i.exec(signature ?? '') ?? [];
  if (hex === undefined || !timingSafeEqual(hmac.digest(), Buffer.from(hex, 'hex')))
    return { state: 'forged' };
  return { state: 'genuine', text: size > LARGEST_KEPT_BYTES ? undefined : Buffer.concat(kept).toString() };
}
