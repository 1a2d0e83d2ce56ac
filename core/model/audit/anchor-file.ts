import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AuditAnchor } from './audit-record.ts';

/** Path, in a commit of the ref that anchors are kept in. */
export const anchorPath = 'audit-checkpoint.json';

const text = { type: 'string' };
const closed = { type: 'object', additionalProperties: false };
const isAnchor = new Ajv2020().compile<AuditAnchor>({
  ...closed,
  required: ['epoch', 'checkpoint'],
  properties: {
    epoch: text,
    checkpoint: {
      ...closed,
      required: ['seq', 'hash', 'at', 'keyId', 'signature'],
      properties: {
        seq: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
        hash: text,
        at: text,
        keyId: text,
        signature: text,
      },
    },
  },
});

export function renderAnchor({ epoch, checkpoint }: AuditAnchor): string {
  const { seq, hash, at, keyId, signature } = checkpoint;
  return `${JSON.stringify({ epoch, checkpoint: { seq, hash, at, keyId, signature } }, null, 2)}\n`;
}

/** Undefined for a text that is no anchor. */
export function parseAnchor(text: string): AuditAnchor | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isAnchor(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
