/** Older calls may be repeated by somebody who listened in; newer ones come from a clock that is wrong. */
const MOST_SECONDS_APART = 300;

export interface SignedCall {
  /** `t=<seconds since 1970>,v1=<HMAC SHA-256 in hex over "<t>.<body>">`; several `v1` while a secret is changed. */
  readonly header: string | null;
  readonly body: string;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type SignatureVerdict = 'good' | 'no_signature' | 'bad_signature' | 'too_old';

/** Whether the CRM made this call, and made it in the last five minutes. */
export async function verifySignature({ header, body, secret, now }: SignedCall): Promise<SignatureVerdict> {
  const parts = (header ?? '').split(',').map((part) => part.trim().split('=', 2));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  const signatures = parts.flatMap(([name, hex = '']) => (name === 'v1' ? (readHex(hex) ?? []) : []));
  if (!/^\d{1,12}$/.test(time) || signatures.length === 0) return 'no_signature';
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify']);
  const signed = encoder.encode(`${time}.${body}`);
  // `verify` takes as long for a signature that is nearly right as for any other.
  const checks = signatures.slice(0, 3).map((bytes) => crypto.subtle.verify('HMAC', key, bytes, signed));
  if (!(await Promise.all(checks)).includes(true)) return 'bad_signature';
  return Math.abs(now / 1000 - Number(time)) > MOST_SECONDS_APART ? 'too_old' : 'good';
}

function readHex(hex: string): Uint8Array<ArrayBuffer>[] | undefined {
  if (!/^[0-9a-f]{64}$/i.test(hex)) return undefined;
  return [Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))];
}
