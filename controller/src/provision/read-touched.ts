import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { ownEventTypes } from './installation-events.ts';

export interface TouchedInstallations {
  /** Number of the newest event that was looked at. */
  readonly seq: number;
  /** Installations that the events may mean something for; `all` when the marketplace itself has changed. */
  readonly ids: readonly string[] | 'all';
}

interface TouchedRow {
  readonly seq: string | number;
  readonly kind: string;
  readonly id: string | null;
}

/** The installations that something happened to since an event: to themselves, or to what they install. */
export async function readTouched(db: Queryable, after: number): Promise<TouchedInstallations> {
  const { rows } = await sql<TouchedRow>`
    select max(news.seq) as seq, news.kind, case when news.kind = 'Installation' then news.id else i.id end as id
    from event as news
    left join entity as i
      on news.kind in ('App', 'Connector') and i.kind = 'Installation' and i.source_id is null
      and i.manifest->>'app' = news.id
    where news.seq > ${after} and news.kind in ('App', 'Connector', 'Installation', 'Marketplace')
      and news.type not in (${sql.join(ownEventTypes)})
    group by 2, 3`.execute(db);
  const seq = Math.max(after, ...rows.map((row) => Number(row.seq)));
  if (rows.some(({ kind }) => kind === 'Marketplace')) return { seq, ids: 'all' };
  return { seq, ids: rows.flatMap(({ id }) => (id === null ? [] : [id])) };
}
