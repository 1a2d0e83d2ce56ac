import type { Queryable } from '../store/store.ts';
import { type ApplyOptions, applyPlan } from './apply-plan.ts';
import type { SyncMoment } from './entity-rows.ts';
import type { SyncPlan } from './plan-sync.ts';

/**
 * Makes the registry hold what a plan says whose parts are still being made: one is written while the next is. It ends
 * when nothing is being written any more, also when it fails: a statement that came after the end of the transaction
 * would stay.
 */
export async function applyAsItComes(
  db: Queryable,
  parts: Pick<AsyncIterator<SyncPlan>, 'next'>,
  moment: SyncMoment,
  options: ApplyOptions,
): Promise<void> {
  let applying: Promise<void> = Promise.resolve();
  for (;;) {
    const next = parts.next();
    await Promise.allSettled([next, applying]);
    await applying;
    const part = await next;
    if (part.done) return;
    applying = applyPlan(db, part.value, moment, options);
  }
}
