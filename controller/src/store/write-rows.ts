import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from './store.ts';
import type { Tables } from './tables.ts';

/** Rows of one statement: enough to amortise it, few enough for their JSON to stay small. */
const BATCH = 1_000;

/** A row as its table names the columns. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Inserts rows in batches, each a single JSON parameter that the database unfolds by the table's own columns.
 * `onConflict` is the rest of the statement. `signal` stops it between two batches.
 */
export async function writeRows(
  db: Queryable,
  table: keyof Tables,
  rows: readonly Row[],
  {
    onConflict = sql``,
    signal,
  }: { readonly onConflict?: RawBuilder<unknown>; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    signal?.throwIfAborted();
    const batch = encodeJson(rows.slice(start, start + BATCH));
    await sql`
      insert into ${sql.table(table)}
      select * from json_populate_recordset(null::${sql.table(table)}, ${batch}::text::json)
      ${onConflict}`.execute(db);
  }
}

/** JSON that PostgreSQL can hold: its text knows neither NUL nor half a surrogate pair, which YAML can both write. */
export function encodeJson(value: unknown): string {
  const json = JSON.stringify(value);
  return /\\u(0000|d[89a-f])/.test(json) ? JSON.stringify(value, holdable) : json;
}

function holdable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return holdableText(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [holdableText(key), item]));
}

function holdableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
