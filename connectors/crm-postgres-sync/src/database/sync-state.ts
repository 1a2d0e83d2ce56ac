import type { Sql, TransactionSql } from 'postgres';
import type { CrmObject } from '../crm/record.ts';
import { quoteName } from './tables.ts';

export interface ObjectState {
  readonly cursor: string | null;
  /** Day of the last full comparison, as `2026-11-22`. */
  readonly comparedOn: string | null;
}

export async function readState(sql: Sql, schema: string, object: CrmObject): Promise<ObjectState> {
  const name = quoteName(schema);
  await sql.unsafe(
    `insert into ${name}.sync_state (object, started_at) values ($1, now())
     on conflict (object) do update set started_at = now(), rows = 0, dead = 0, error = null`,
    [object],
  );
  const [row] = await sql.unsafe<{ cursor: string | null; compared_on: string | null }[]>(
    `select cursor, compared_on::text from ${name}.sync_state where object = $1`,
    [object],
  );
  return { cursor: row?.cursor ?? null, comparedOn: row?.compared_on ?? null };
}

/** Moves on within the transaction that writes the rows: one is never without the other. */
export async function moveCursor(
  tx: TransactionSql,
  schema: string,
  object: CrmObject,
  { cursor, rows, dead }: { readonly cursor: string; readonly rows: number; readonly dead: number },
): Promise<void> {
  await tx.unsafe(
    `update ${quoteName(schema)}.sync_state set cursor = $2, rows = rows + $3::int, dead = dead + $4::int where object = $1`,
    [object, cursor, rows, dead],
  );
}

/** @param error undefined when it went well */
export async function finish(
  sql: Sql,
  schema: string,
  object: CrmObject,
  error: string | undefined,
): Promise<void> {
  await sql.unsafe(
    `update ${quoteName(schema)}.sync_state set error = $2::text,
       finished_at = case when $2::text is null then now() else finished_at end where object = $1`,
    [object, error ?? null],
  );
}

export async function markCompared(sql: Sql, schema: string, object: CrmObject, day: string): Promise<void> {
  await sql.unsafe(
    `update ${quoteName(schema)}.sync_state set compared_on = $2::text::date where object = $1`,
    [object, day],
  );
}
