import type { Readable } from 'node:stream';
import { closest, quoteList } from '@souk/model/finding/suggest.ts';
import { showValue } from '@souk/model/metering/show-value.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { CsvError, parse } from 'csv-parse';
import { CostError } from './cost-error.ts';
import type { UsageSink } from './usage-sink.ts';

const required = ['metric', 'value', 'time'] as const;
const columns = [...required, 'installation', 'subject', 'unit', 'id'] as const;

const LONGEST_RECORD = 64 * 1024;

/**
 * Reads CSV whose first line names its columns. An empty cell is a member that is not there.
 *
 * @throws {CostError} `usage`
 */
export async function readUsageCsv(stream: Readable, shown: string, sink: UsageSink): Promise<void> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_RECORD,
  });
  stream.on('error', (error) => parser.destroy(error));
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of stream.pipe(parser) as AsyncIterable<CsvRecord>) {
      if (header === undefined) header = readHeader(record, shown);
      else if (record.length > header.length)
        sink.refuse(
          info.lines,
          `Expected ${header.length} cells; found ${record.length}. A cell with a comma needs quotes.`,
        );
      else sink.event(eventOf(header, record), info.lines);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [line] = /\d+/.exec(/line \d+/.exec(error.message)?.[0] ?? '') ?? ['1'];
    throw new CostError(
      'usage',
      `--usage: ${plainText(shown)}:${line}: it is no CSV from there on: ${plainText(error.message.slice(0, 200))}`,
    );
  }
  if (header === undefined)
    throw new CostError('usage', `--usage: ${plainText(shown)} is empty. ${expected}`);
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const expected = `Expected a first line such as ${columns.slice(0, 6).join(',')}.`;

function readHeader(record: readonly string[], shown: string): readonly string[] {
  const names = record.map((name) => name.trim().toLowerCase());
  const where = `--usage: ${plainText(shown)}:1: `;
  const odd = names.find((name) => !columns.includes(name as (typeof columns)[number]));
  const missing = required.filter((name) => !names.includes(name));
  if (odd !== undefined) {
    const near = closest(odd, columns);
    const advice = near === undefined ? expected : `Did you mean ${near}?`;
    throw new CostError('usage', `${where}there is no column ${showValue(plainText(odd))}. ${advice}`);
  }
  if (missing.length > 0)
    throw new CostError(
      'usage',
      `${where}the columns lack ${quoteList(missing).replace(' or ', ' and ')}. ${expected}`,
    );
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new CostError('usage', `${where}the column ${twice} is there twice.`);
  return names;
}

function eventOf(header: readonly string[], record: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    header.flatMap((name, i) => {
      const cell = record[i] ?? '';
      return cell === '' ? [] : [[name, cell]];
    }),
  );
}
