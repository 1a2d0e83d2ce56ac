import type { AuditAnchor } from './audit-record.ts';
import { checkpointStatement } from './checkpoint-statement.ts';

const PREFIX = 'ed25519:';

/** Whether a checkpoint was signed by the key that it names. */
export async function verifyCheckpoint({ epoch, checkpoint }: AuditAnchor): Promise<boolean> {
  const { keyId, signature } = checkpoint;
  if (!keyId.startsWith(PREFIX)) return false;
  const raw = Buffer.from(keyId.slice(PREFIX.length), 'base64url');
  if (raw.length !== 32) return false;
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
  const statement = new TextEncoder().encode(checkpointStatement(epoch, checkpoint));
  return crypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'base64url'), statement);
}

/** @param publicKey 32 bytes as base64url, as in the `x` of a JSON Web Key */
export function keyIdOf(publicKey: string): string {
  return `${PREFIX}${publicKey}`;
}
