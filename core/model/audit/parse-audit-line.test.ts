import { describe, expect, it } from 'vitest';
import { renderAuditLine } from './audit-line.ts';
import type { AuditRecord } from './audit-record.ts';
import { chainEntry, noRows } from './chain-entry.ts';
import { parseAuditLine } from './parse-audit-line.ts';

const entry = {
  at: '2026-11-22T08:00:00.000Z',
  actor: { name: 'Ana', email: 'ana@acme.example' },
  action: 'published',
  subject: 'App/crm',
  detail: { version: '1.0.0', nested: { anything: [1, null] } },
};
const row = chainEntry(noRows, entry);

describe('when a record is written and read', () => {
  const records: Exclude<AuditRecord, { type: 'unreadable' }>[] = [
    { type: 'log', epoch: '1f', head: { seq: 1, hash: row.hash } },
    { type: 'row', row },
    {
      type: 'checkpoint',
      checkpoint: { seq: 1, hash: row.hash, at: entry.at, keyId: 'ed25519:x', signature: 's' },
    },
  ];
  it.each(records.map((record) => [record.type, record] as const))('gives the same %s', (_type, record) => {
    const line = renderAuditLine(record);
    expect(line.indexOf('\n')).toBe(line.length - 1);
    expect(parseAuditLine(line, 1)).toEqual(record);
  });
});

describe('when a line is none of an export', () => {
  const line = JSON.parse(renderAuditLine({ type: 'row', row }));
  const cases: [name: string, text: string, reason: string][] = [
    ['no JSON', '{"type":', 'is not JSON'],
    ['a list', '[]', 'the object must be object'],
    ['another type', '{"type":"joke"}', 'the object value of tag "type" must be in oneOf'],
    ['a field that is not hashed', JSON.stringify({ ...line, note: 'x' }), 'must NOT have additional'],
    ['a field of the actor that is', JSON.stringify({ ...line, actor: { name: 'A', id: 1 } }), '/actor must'],
    ['a number that is not whole', JSON.stringify({ ...line, seq: 1.5 }), '/seq must be integer'],
  ];
  it.each(cases)('says why of %s', (_name, text, reason) => {
    expect(parseAuditLine(text, 7)).toEqual({
      type: 'unreadable',
      line: 7,
      reason: expect.stringContaining(reason),
    });
  });
});
