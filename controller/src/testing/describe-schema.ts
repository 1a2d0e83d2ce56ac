import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * Every column, constraint and index of the tables of this schema, each as a line that tells all about it. Partitions are
 * made as time goes by, and are left out.
 */
export async function describeSchema(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    with tables as (
      select oid, relname from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
        and not relispartition
    )
    select format('%s.%s %s%s%s', relname, attname, format_type(atttypid, atttypmod),
      case when attnotnull then ' not null' end, ' default ' || pg_get_expr(adbin, adrelid)) as line
    from tables join pg_attribute on attrelid = tables.oid
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped
    union all
    select format('%s: %s %s', relname, conname, pg_get_constraintdef(pg_constraint.oid))
    from tables join pg_constraint on conrelid = tables.oid
    union all
    select pg_get_indexdef(indexrelid) from tables join pg_index on indrelid = tables.oid
    union all
    select format('%s %s', relkind, relname) from pg_class
    where relnamespace = current_schema()::regnamespace and relkind not in ('i', 't')
      and not relispartition
    order by line`.execute(db);
  return rows.map(({ line }) => line);
}
