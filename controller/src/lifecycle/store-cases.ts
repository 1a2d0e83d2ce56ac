import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { type Row, writeRows } from '../store/write-rows.ts';
import type { LifecycleCase } from './lifecycle-case.ts';

/** Keeps cases as they are now. */
export function storeCases(db: Queryable, cases: readonly LifecycleCase[]): Promise<void> {
  return writeRows(db, 'lifecycle_case', cases.map(rowOf), { onConflict: replaceCase });
}

/** Forgets cases, and what was about to be said of them. */
export async function deleteCases(db: Queryable, cases: readonly LifecycleCase[]): Promise<void> {
  for (const table of ['lifecycle_case', 'notice'] as const) await deleteOf(db, table, cases);
}

/** What was about to be said of cases does not hold any more. */
export function deleteNotices(db: Queryable, cases: readonly LifecycleCase[]): Promise<void> {
  return deleteOf(db, 'notice', cases);
}

async function deleteOf(
  db: Queryable,
  table: 'lifecycle_case' | 'notice',
  cases: readonly LifecycleCase[],
): Promise<void> {
  if (cases.length === 0) return;
  const keys = JSON.stringify(cases.map(({ subject, trigger }) => ({ ...subject, trigger })));
  await sql`
    delete from ${sql.table(table)} as t
    using json_to_recordset(${keys}::text::json) as k(kind text, id text, trigger text)
    where t.kind = k.kind and t.id = k.id and t.trigger = k.trigger`.execute(db);
}

function rowOf({ subject, trigger, since, dueAt, actions, done, nextDueAt, held }: LifecycleCase): Row {
  return {
    ...{ kind: subject.kind, id: subject.id, trigger, since, due_at: dueAt, actions, done },
    next_due_at: nextDueAt ?? null,
    held: held ?? null,
  };
}

const replaceCase = sql`
  on conflict (kind, id, trigger) do update set
    since = excluded.since, due_at = excluded.due_at, actions = excluded.actions, done = excluded.done,
    next_due_at = excluded.next_due_at, held = excluded.held`;
