import { addMonths, monthOf } from '@souk/model/metering/utc-month.ts';
import { sql } from 'kysely';
import type { Queryable, Store } from '../store/store.ts';

/** Names a partition; whatever else is there is not ours. */
const PARTITION = /^usage_event_(\d{4})_(\d{2})$/;
/** Of the lock that replicas make partitions under, which is of this work alone. */
const LOCK = 7_361_025;

/** The months of which events can be kept, such as `2026-11`, in order. */
export async function readPartitions(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'usage_event'::regclass order by c.relname`.execute(db);
  return rows.flatMap(({ name }) => {
    const [, year, month] = PARTITION.exec(name) ?? [];
    return year === undefined ? [] : [`${year}-${month}`];
  });
}

/** Makes room for events that come in a month, unless there is. */
export async function makePartition(db: Store['db'], month: string): Promise<void> {
  const [from, to] = [month, addMonths(month, 1)].map((one) => sql.lit(`${one}-01T00:00:00Z`));
  await db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(transaction);
    await sql`
      create table if not exists ${sql.table(nameOf(month))} partition of usage_event
      for values from (${from}) to (${to})`.execute(transaction);
  });
}

/** Throws away the events that came in a month. What they added up to stays. */
export async function dropPartition(db: Queryable, month: string): Promise<void> {
  await sql`drop table if exists ${sql.table(nameOf(month))}`.execute(db);
}

/** Partitions that are there, as far as this process knows; others are made when something comes for them. */
export class UsagePartitions {
  readonly #db: Store['db'];
  readonly #known = new Set<string>();

  constructor(db: Store['db']) {
    this.#db = db;
  }

  async ensure(receivedAt: readonly Date[]): Promise<void> {
    for (const month of new Set(receivedAt.map((at) => monthOf(at.getTime())))) {
      if (this.#known.has(month)) continue;
      await makePartition(this.#db, month);
      this.#known.add(month);
    }
  }

  forget(): void {
    this.#known.clear();
  }
}

function nameOf(month: string): string {
  return `usage_event_${month.replace('-', '_')}`;
}
