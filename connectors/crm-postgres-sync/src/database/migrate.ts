import type { Sql } from 'postgres';
import type { CrmObject } from '../crm/record.ts';
import { columnsOf, quoteName, tableOf } from './tables.ts';

/** Each step leads from the version that is its place to the next; steps that were given out never change. */
const steps: readonly ((schema: string) => readonly string[])[] = [
  (schema) => [
    ...(Object.keys(tableOf) as CrmObject[]).map((object) => createTable(schema, object)),
    `create table if not exists ${schema}.crm_dead_letter (
      id bigint generated always as identity primary key,
      object text not null,
      record_id text not null,
      record jsonb not null,
      reason text not null,
      retry boolean not null default false,
      created_at timestamptz not null default now()
    )`,
    `create index if not exists crm_dead_letter_record on ${schema}.crm_dead_letter (object, record_id)`,
    `create table if not exists ${schema}.sync_state (
      object text primary key,
      cursor text,
      started_at timestamptz,
      finished_at timestamptz,
      compared_on date,
      rows bigint not null default 0,
      dead bigint not null default 0,
      error text
    )`,
  ],
];

/** Brings the tables of a schema to the newest form; does nothing when they are. */
export async function migrate(sql: Sql, name: string): Promise<void> {
  const schema = quoteName(name);
  const [found] = await sql<{ note: string | null }[]>`
    select obj_description(to_regclass(${`${schema}.sync_state`}), 'pg_class') as note`;
  const version = Number(/^form (\d+)$/.exec(found?.note ?? '')?.[1] ?? 0);
  if (version >= steps.length) return;
  await sql.begin(async (tx) => {
    for (const step of steps.slice(version)) for (const statement of step(schema)) await tx.unsafe(statement);
    await tx.unsafe(`comment on table ${schema}.sync_state is 'form ${steps.length}'`);
  });
}

function createTable(schema: string, object: CrmObject): string {
  const columns = columnsOf(object).map(({ name, type }) => `${name} ${type}`);
  return `create table if not exists ${schema}.${tableOf[object]} (
    id text primary key,
    version bigint not null,
    changed_at timestamptz not null,
    deleted_at timestamptz,
    ${columns.join(', ')}
  )`;
}
