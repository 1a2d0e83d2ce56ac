import type { Sql, TransactionSql } from 'postgres';
import { type CrmObject, idOf } from '../crm/record.ts';
import { quoteName } from './tables.ts';

export interface DeadLetter {
  readonly record: unknown;
  readonly reason: string;
}

/** Keeps records that do not fit, the latest of each. */
export async function keepDead(
  tx: TransactionSql,
  schema: string,
  object: CrmObject,
  letters: readonly DeadLetter[],
): Promise<void> {
  const table = `${quoteName(schema)}.crm_dead_letter`;
  for (const { record, reason } of letters) {
    const id = idOf(record);
    if (id !== '') await tx.unsafe(`delete from ${table} where object = $1 and record_id = $2`, [object, id]);
    // The database knows no text with a zero in it.
    const text = JSON.stringify(record).replace(/(?<!\\)((?:\\\\)*)\\u0000/g, '$1\\ufffd');
    await tx.unsafe(
      `insert into ${table} (object, record_id, record, reason) values ($1, $2, $3::text::jsonb, $4)`,
      [object, id, text, reason],
    );
  }
}

/** Takes out the records that somebody wants tried again; they are kept anew when they still do not fit. */
export async function takeRetried(
  tx: TransactionSql,
  schema: string,
  object: CrmObject,
  limit: number,
): Promise<readonly unknown[]> {
  const table = `${quoteName(schema)}.crm_dead_letter`;
  const rows = await tx.unsafe<{ record: string }[]>(
    `delete from ${table} where id in (select id from ${table} where object = $1 and retry order by id limit $2::int)
     returning record::text`,
    [object, limit],
  );
  return rows.map(({ record }) => JSON.parse(record));
}

export async function emptyDeletedContacts(sql: Sql, schema: string): Promise<void> {
  await sql.unsafe(
    `update ${quoteName(schema)}.crm_contact set account_id = null, name = null, email = null, phone = null
     where deleted_at < now() - interval '30 days' and (name, email, phone, account_id) is distinct from (null, null, null, null)`,
  );
}
