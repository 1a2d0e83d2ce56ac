import { sql } from 'kysely';
import type { Term } from '../leadership/term.ts';
import type { Queryable } from '../store/store.ts';
import type { ScheduledRunTable } from '../store/tables.ts';
import { writeRows } from '../store/write-rows.ts';

type RunName = ScheduledRunTable['name'];

const DAY_MS = 24 * 60 * 60 * 1_000;
const replaceEnd = sql`on conflict (name) do update set ended_at = excluded.ended_at`;

/** Whether a day has passed since a run came to its end. Where there was none yet it is counted from now. */
export async function isOverdue(term: Term, db: Queryable, name: RunName, now: Date): Promise<boolean> {
  const last = await db
    .selectFrom('scheduled_run')
    .select('ended_at')
    .where('name', '=', name)
    .executeTakeFirst();
  if (last === undefined) await noteEnd(term, name, now);
  return last !== undefined && now.getTime() - last.ended_at.getTime() > DAY_MS;
}

/** Remembers that a run has come to its end. */
export async function noteEnd(term: Term, name: RunName, now: Date): Promise<void> {
  const row = { name, ended_at: now };
  await term.write((db) => writeRows(db, 'scheduled_run', [row], { onConflict: replaceEnd }));
}
