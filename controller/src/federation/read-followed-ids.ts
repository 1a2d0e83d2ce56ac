import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * Sources that the registry holds something of, in order. Goes from one source to the next by the index of entities: a
 * look costs as much as there are sources, however much came by them.
 */
export async function readFollowedIds(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive source (id) as (
      select min(source_id) from entity where source_id is not null
      union all
      select (select min(source_id) from entity where source_id > source.id) from source where source.id is not null
    )
    select id from source where id is not null
    union
    select source_id from source_cursor
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}
