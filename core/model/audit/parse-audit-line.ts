import { Ajv2020 } from 'ajv/dist/2020.js';
import { type AuditLine, auditLineSchema } from './audit-line.ts';
import type { AuditRecord } from './audit-record.ts';

const isAuditLine = new Ajv2020({ discriminator: true, strictTypes: false }).compile<AuditLine>(
  auditLineSchema,
);

/** Reads one line of an export. Never throws: a line that is none is a record as well. */
export function parseAuditLine(text: string, line: number): AuditRecord {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { type: 'unreadable', line, reason: 'is not JSON' };
  }
  if (!isAuditLine(value)) {
    const [error] = isAuditLine.errors ?? [];
    const place = error?.instancePath === '' ? 'the object' : error?.instancePath;
    return { type: 'unreadable', line, reason: `${place} ${error?.message}` };
  }
  switch (value.type) {
    case 'log':
      return { type: 'log', epoch: value.epoch, head: value.head };
    case 'row': {
      const { type, ...row } = value;
      return { type, row };
    }
    case 'checkpoint': {
      const { type, ...checkpoint } = value;
      return { type, checkpoint };
    }
  }
}
