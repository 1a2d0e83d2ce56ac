import type { TransactionSql } from 'postgres';
import type { CrmObject, Row } from '../crm/record.ts';
import { columnsOf, quoteName, tableOf } from './tables.ts';

/** A row that the database does not take, with what it says. */
export interface Refused {
  readonly row: Row;
  readonly reason: string;
}

export interface Written {
  /** Rows that are new or changed. */
  readonly changed: number;
  readonly refused: readonly Refused[];
}

/** Writes rows where they are newer than what is there. A row of which the record is deleted keeps what it had. */
export async function writeRows(
  tx: TransactionSql,
  schema: string,
  object: CrmObject,
  rows: readonly Row[],
): Promise<Written> {
  const latest = [...newest(rows).values()];
  if (latest.length === 0) return { changed: 0, refused: [] };
  try {
    const changed = await tx.savepoint((point) => upsert(point, schema, object, latest));
    return { changed, refused: [] };
  } catch (error) {
    if (whyRefused(error) === undefined) throw error;
  }
  // One of them does not fit: each by itself, to see which.
  const refused: Refused[] = [];
  let changed = 0;
  for (const row of latest)
    try {
      changed += await tx.savepoint((point) => upsert(point, schema, object, [row]));
    } catch (error) {
      const reason = whyRefused(error);
      if (reason === undefined) throw error;
      refused.push({ row, reason });
    }
  return { changed, refused };
}

async function upsert(
  tx: TransactionSql,
  schema: string,
  object: CrmObject,
  rows: readonly Row[],
): Promise<number> {
  const table = `${quoteName(schema)}.${tableOf[object]}`;
  const columns = columnsOf(object);
  const names = columns.map(({ name }) => name);
  const result = await tx.unsafe(
    `insert into ${table} as kept (id, version, changed_at, deleted_at, ${names.join(', ')})
     select id, version, changed_at, case when deleted then changed_at end, ${names.join(', ')}
     from jsonb_to_recordset($1::text::jsonb) as given (id text, version bigint, changed_at timestamptz, deleted boolean,
       ${columns.map(({ name, type }) => `${name} ${type}`).join(', ')})
     on conflict (id) do update set version = excluded.version, changed_at = excluded.changed_at,
       deleted_at = excluded.deleted_at,
       ${names.map((name) => `${name} = case when excluded.deleted_at is null then excluded.${name} else kept.${name} end`).join(', ')}
     where kept.version < excluded.version`,
    [JSON.stringify(rows)],
  );
  return result.count;
}

function newest(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const latest = new Map<string, Row>();
  for (const row of rows) if ((latest.get(row.id)?.version ?? 0) < row.version) latest.set(row.id, row);
  return latest;
}

/** Wrong data and broken constraints are the fault of a row; all else is that of the database or the way to it. */
function whyRefused(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^2[23][0-9A-Z]{3}$/.test(code) ? `the database refuses it (${code})` : undefined;
}
