import type { AuditCheckpoint, AuditRecord, AuditRow, ChainHead } from './audit-record.ts';

/** Version of the form of an export. */
const FORMAT = 'souk.audit/v1';

/** A line of an export as it is written: one JSON object. */
export type AuditLine =
  | { readonly type: 'log'; readonly format: typeof FORMAT; readonly epoch: string; readonly head: ChainHead }
  | ({ readonly type: 'row' } & AuditRow)
  | ({ readonly type: 'checkpoint' } & AuditCheckpoint);

/** Writes a record as its line of an export, with the line break. */
export function renderAuditLine(record: Exclude<AuditRecord, { type: 'unreadable' }>): string {
  return `${JSON.stringify(lineOf(record))}\n`;
}

function lineOf(record: Exclude<AuditRecord, { type: 'unreadable' }>): AuditLine {
  switch (record.type) {
    case 'log':
      return { type: 'log', format: FORMAT, epoch: record.epoch, head: record.head };
    case 'row':
      return { type: 'row', ...record.row };
    case 'checkpoint':
      return { type: 'checkpoint', ...record.checkpoint };
  }
}

const seq = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
const text = { type: 'string' };
const closed = { additionalProperties: false };

/** Closed all the way down to `detail`: what is not hashed must not be in a line. */
export const auditLineSchema = {
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [
    {
      ...closed,
      required: ['format', 'epoch', 'head'],
      properties: {
        type: { const: 'log' },
        format: { const: FORMAT },
        epoch: text,
        head: {
          ...closed,
          type: 'object',
          required: ['seq', 'hash'],
          properties: { seq: { ...seq, minimum: 0 }, hash: text },
        },
      },
    },
    {
      ...closed,
      required: ['seq', 'at', 'actor', 'action', 'subject', 'detail', 'previous', 'hash'],
      properties: {
        type: { const: 'row' },
        seq,
        at: text,
        actor: {
          ...closed,
          type: 'object',
          required: ['name'],
          properties: { name: text, email: text, login: text },
        },
        action: text,
        subject: text,
        commit: text,
        detail: { type: 'object' },
        previous: text,
        hash: text,
      },
    },
    {
      ...closed,
      required: ['seq', 'hash', 'at', 'keyId', 'signature'],
      properties: { type: { const: 'checkpoint' }, seq, hash: text, at: text, keyId: text, signature: text },
    },
  ],
};
