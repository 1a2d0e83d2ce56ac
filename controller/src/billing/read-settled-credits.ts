import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** Ids of the credits on statements of other months that still hold. */
export async function readSettledCredits(db: Queryable, month: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct trace->>'name' as id
    from statement as s
    cross join lateral json_array_elements(s.body->'lines') as line
    cross join lateral json_array_elements(line->'trace') as trace
    where s.kind = 'cost-center' and s.reverses is null and s.period <> ${`${month}-01`}::text::date
      and not exists (select from statement as r where r.reverses = s.id)
      and line->>'kind' = 'credit' and trace->>'source' = 'price-book'
    order by 1`.execute(db);
  return rows.map(({ id }) => id);
}
