import type { AuditRecord } from '@souk/model/audit/audit-record.ts';
import { parseAuditLine } from '@souk/model/audit/parse-audit-line.ts';

/** Reads an export line by line; no more than one piece of it is held at a time. */
export async function* readAuditRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<AuditRecord> {
  const decoder = new TextDecoder();
  let rest = '';
  let line = 0;
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield parseAuditLine(text, ++line);
  }
  rest += decoder.decode();
  if (rest !== '') yield parseAuditLine(rest, ++line);
}
