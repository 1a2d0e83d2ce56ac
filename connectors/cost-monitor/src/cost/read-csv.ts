import { parse } from 'csv-parse/stream';
import type { FocusRow } from './charge.ts';

/** Longer than any row of an export. */
const LONGEST_ROW = 1024 * 1024;

/**
 * The rows of a table, one after the other: an export can be larger than the memory there is.
 *
 * @throws {Error} for a row that has not as many fields as the header
 */
export async function* readCsv(body: ReadableStream<Uint8Array>): AsyncGenerator<FocusRow> {
  const parser = parse({ columns: true, bom: true, skip_empty_lines: true, max_record_size: LONGEST_ROW });
  const rows = body.pipeThrough(parser as unknown as ReadableWritablePair<FocusRow, Uint8Array>);
  for await (const row of rows) yield row;
}
