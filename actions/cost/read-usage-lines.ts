import type { Readable } from 'node:stream';
import type { UsageSink } from './usage-sink.ts';

/** Far more than any event has; what goes on without an end is not kept. */
const LONGEST_LINE = 64 * 1024;
const NEWLINE = 0x0a;

/** Reads NDJSON, an event a line. */
export async function readUsageLines(stream: Readable, sink: UsageSink): Promise<void> {
  let line = 0;
  let parts: Buffer[] = [];
  let length = 0;
  const end = (): void => {
    line++;
    if (length > LONGEST_LINE) sink.refuse(line, `Expected a line of at most ${LONGEST_LINE / 1024} KiB.`);
    else takeLine(Buffer.concat(parts).toString('utf8'), line, sink);
    parts = [];
    length = 0;
  };
  const keep = (bytes: Buffer): void => {
    length += bytes.length;
    if (length <= LONGEST_LINE) parts.push(bytes);
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      end();
      from = at + 1;
    }
    keep(chunk.subarray(from));
  }
  if (length > 0) end();
}

function takeLine(text: string, line: number, sink: UsageSink): void {
  const written = line === 1 ? text.replace(/^\ufeff/, '') : text;
  if (written.trim() === '') return;
  let raw: unknown;
  try {
    raw = JSON.parse(written);
  } catch {
    sink.refuse(line, 'Expected an event as JSON in one line; it is cut off or no JSON.');
    return;
  }
  sink.event(raw, line);
}
