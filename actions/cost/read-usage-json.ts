import { plainText } from '@souk/model/report/plain-text.ts';
import { CostError } from './cost-error.ts';
import { readWholeFile } from './read-whole-file.ts';
import type { UsageSink } from './usage-sink.ts';

/** One value of JSON cannot be read as a stream. */
const LARGEST = 256_000_000;

/**
 * Reads a list of events, or one or more pages of `GET /api/v1/usage`.
 *
 * @throws {CostError} `usage`
 */
export async function readUsageJson(path: string, shown: string, sink: UsageSink): Promise<void> {
  const value = parse((await readWholeFile(path, '--usage', LARGEST)).toString('utf8'), shown);
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const pages = items.map(itemsOf);
  if (pages.every((rows) => rows === undefined)) {
    for (const [i, item] of items.entries()) sink.event(item, i + 1);
    return;
  }
  const last = items.at(-1);
  if (isMapping(last) && typeof last['nextCursor'] === 'string')
    throw new CostError(
      'usage',
      `--usage: ${plainText(shown)} is not all of it: its last page has a nextCursor. Ask for that page as well, and put all of them in one list.`,
    );
  for (const [i, row] of pages.flatMap((rows) => rows ?? []).entries()) sink.row(row, i + 1);
}

function itemsOf(page: unknown): readonly unknown[] | undefined {
  const items = isMapping(page) && Object.hasOwn(page, 'items') ? page['items'] : undefined;
  return Array.isArray(items) ? items : undefined;
}

function parse(text: string, shown: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new CostError(
      'usage',
      `--usage: ${plainText(shown)} is no JSON: ${plainText((error as Error).message.slice(0, 200))}. Expected events as NDJSON, a JSON array or CSV, or an answer of GET /api/v1/usage.`,
    );
  }
}

function isMapping(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}
