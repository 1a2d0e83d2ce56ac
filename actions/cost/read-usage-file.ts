import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { plainText } from '@souk/model/report/plain-text.ts';
import { CostError } from './cost-error.ts';
import { readUsageCsv } from './read-usage-csv.ts';
import { readUsageJson } from './read-usage-json.ts';
import { readUsageLines } from './read-usage-lines.ts';
import type { UsageSink } from './usage-sink.ts';

/** How a file of usage is written. */
export type UsageForm = 'csv' | 'ndjson' | 'json';

export interface UsageFile {
  readonly path: string;
  /** As it was given. */
  readonly shown: string;
  /** Told from time to time how much was read. */
  readonly onBytes: (read: number, size: number) => void;
}

const SNIFFED = 64 * 1024;
const byExtension: Readonly<Record<string, UsageForm>> = {
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
};

/**
 * Reads events, or what the API says of them, and gives each to the sink. Lists of events go through as a stream.
 *
 * @throws {CostError} `usage` when the file is none of usage; what is wrong with one event goes to the sink
 */
export async function readUsageFile({ path, shown, onBytes }: UsageFile, sink: UsageSink): Promise<void> {
  const { form, size } = await lookAt(path, shown);
  if (form === 'json') return readUsageJson(path, shown, sink);
  const stream = createReadStream(path);
  let read = 0;
  stream.on('data', (chunk) => {
    read += chunk.length;
    onBytes(read, size);
  });
  return form === 'csv' ? readUsageCsv(stream, shown, sink) : readUsageLines(stream, sink);
}

async function lookAt(path: string, shown: string): Promise<{ form: UsageForm; size: number }> {
  try {
    await using file = await open(path);
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0);
    const start = buffer.toString('utf8', 0, bytesRead).replace(/^\ufeff/, '');
    return { form: byExtension[extname(path).toLowerCase()] ?? sniff(start), size };
  } catch (error) {
    throw new CostError('usage', `--usage: ${plainText(shown)}: ${plainText((error as Error).message)}`);
  }
}

/** A list or an answer of the API is one value of JSON; lines that each are one are NDJSON. */
function sniff(start: string): UsageForm {
  const text = start.trimStart();
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  const line = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n'));
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && Object.hasOwn(value, 'items') ? 'json' : 'ndjson';
  } catch {
    return 'json';
  }
}
