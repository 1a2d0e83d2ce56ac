import type { CrmObject } from '../crm/record.ts';
import { quoteName, tableOf } from '../database/tables.ts';
import type { SyncParts } from './sync-object.ts';
import { writePage } from './write-page.ts';

const PAGE = 500;

/**
 * Compares all ids with the CRM, and copies what is missing or older. What the CRM no longer knows is marked as deleted.
 *
 * @returns how many were missing; undefined when time was up before the end
 */
export async function compareObject(object: CrmObject, parts: SyncParts): Promise<number | undefined> {
  const { sql, crm, config, now, until, onWritten } = parts;
  const table = `${quoteName(config.schema)}.${tableOf[object]}`;
  let missing = 0;
  for (let after = ''; ; ) {
    if (now() >= until) return undefined;
    const ids = await crm.readIds(object, after, PAGE);
    const last = ids.length < PAGE ? undefined : ids.at(-1)?.id;
    const rows = await sql.unsafe<{ id: string; version: string; gone: boolean }[]>(
      `select id, version, deleted_at is not null as gone from ${table}
       where id > $1 and ($2::text is null or id <= $2::text)`,
      [after, last ?? null],
    );
    const versions = new Map(rows.map(({ id, version }) => [id, Number(version)]));
    const wanted = ids.filter(({ id, version }) => (versions.get(id) ?? 0) < version).map(({ id }) => id);
    const known = new Set(ids.map(({ id }) => id));
    const lost = rows.filter(({ id, gone }) => !gone && !known.has(id)).map(({ id }) => id);
    missing += wanted.length + lost.length;
    const records = wanted.length === 0 ? [] : await crm.readRecords(object, wanted);
    const result = await sql.begin(async (tx) => {
      if (lost.length > 0)
        await tx.unsafe(
          `update ${table} set deleted_at = now() where id in (select jsonb_array_elements_text($1::text::jsonb))`,
          [JSON.stringify(lost)],
        );
      return writePage(tx, config.schema, object, records);
    });
    await onWritten(object, { ...result, changed: result.changed + lost.length });
    if (last === undefined) return missing;
    after = last;
  }
}
