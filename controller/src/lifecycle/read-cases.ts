import type { Action, DueAction } from '@souk/model/lifecycle/deadline.ts';
import type { DoneStep } from '@souk/model/lifecycle/decide-step.ts';
import type { Selectable } from 'kysely';
import type { LifecycleCaseTable, StoredStep } from '../store/installation-tables.ts';
import type { Queryable } from '../store/store.ts';
import type { LifecycleCase } from './lifecycle-case.ts';

/** Cases that are known, all or those with something to do by now, the most overdue first. */
export async function readCases(
  db: Queryable,
  { dueBy, limit }: { readonly dueBy?: Date; readonly limit?: number } = {},
): Promise<LifecycleCase[]> {
  let query = db.selectFrom('lifecycle_case').selectAll();
  if (dueBy !== undefined) query = query.where('next_due_at', '<=', dueBy);
  if (limit !== undefined) query = query.limit(limit);
  const rows = await query.orderBy('next_due_at').orderBy('kind').orderBy('id').execute();
  return rows.map(caseOf);
}

function caseOf(row: Selectable<LifecycleCaseTable>): LifecycleCase {
  return {
    subject: { kind: row.kind, id: row.id },
    trigger: row.trigger,
    since: row.since,
    dueAt: row.due_at,
    actions: row.actions as readonly DueAction[],
    done: row.done.map(stepOf),
    nextDueAt: row.next_due_at ?? undefined,
    held: row.held ?? undefined,
  };
}

function stepOf({ type, action, at }: StoredStep): DoneStep {
  return type === 'notice'
    ? { type, at: new Date(at) }
    : { type, action: action as Action, at: new Date(at) };
}
