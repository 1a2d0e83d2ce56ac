import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** Signs what receivers check, in one of the two ways of Standard Webhooks. */
export interface SigningKey {
  /** @returns one signature with its version in front, such as `v1,K5oZ…` */
  sign(id: string, at: Date, body: string): string;
}

export type SigningKeysResult =
  | { readonly ok: true; readonly keys: readonly SigningKey[] }
  /** Names no part of the secret. */
  | { readonly ok: false; readonly reason: string };

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const form =
  'expected whsec_ and 24 to 64 bytes in base64, or whsk_ and an Ed25519 key in base64; during a rotation several, with a space or comma between';

/**
 * Reads the secret of a subscription.
 *
 * - `whsec_`: base64 of 24 to 64 random bytes, for HMAC-SHA256 (`v1`)
 * - `whsk_`: base64 of an Ed25519 private key (`v1a`), as the 32 bytes of its seed, or as those and the 32 bytes of the
 *   public key behind them
 */
export function parseSigningKeys(secret: string): SigningKeysResult {
  const keys: SigningKey[] = [];
  for (const text of secret.split(/[\s,]+/).filter((part) => part !== '')) {
    const key = parseKey(text);
    if (key === undefined) return { ok: false, reason: `The signing secret is of another form: ${form}.` };
    keys.push(key);
  }
  return keys.length === 0
    ? { ok: false, reason: `The signing secret is empty: ${form}.` }
    : { ok: true, keys };
}

function parseKey(text: string): SigningKey | undefined {
  const [, prefix, encoded] = /^(whsec_|whsk_)(.+)$/.exec(text) ?? [];
  if (prefix === undefined || encoded === undefined || !base64.test(encoded)) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  return prefix === 'whsec_' ? symmetricKey(text, bytes) : asymmetricKey(bytes);
}

function symmetricKey(secret: string, bytes: Buffer): SigningKey | undefined {
  if (bytes.length < 24 || bytes.length > 64) return undefined;
  const webhook = new Webhook(secret);
  return { sign: (id, at, body) => webhook.sign(id, at, body) };
}

function asymmetricKey(bytes: Buffer): SigningKey | undefined {
  if (bytes.length !== 32 && bytes.length !== 64) return undefined;
  const key = ed25519Key(bytes.subarray(0, 32));
  const belongs = bytes.length === 32 || bytes.subarray(32).equals(publicBytes(key));
  if (!belongs) return undefined;
  return {
    sign: (id, at, body) => {
      const signed = Buffer.from(`${id}.${Math.floor(at.getTime() / 1_000)}.${body}`);
      return `v1a,${sign(null, signed, key).toString('base64')}`;
    },
  };
}

/** PKCS #8 in front of the 32 bytes of an Ed25519 key (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function ed25519Key(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
}

/** The last 32 bytes of the SPKI form are the key itself. */
function publicBytes(key: KeyObject): Buffer {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}
