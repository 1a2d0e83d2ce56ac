import type { Queryable } from '../store/store.ts';
import { type ApplyOptions, applyPlan } from './apply-plan.ts';
import type { SyncMoment } from './entity-rows.ts';
import type { SyncPlan } from './plan-sync.ts';

/** Makes the registry hold what a plan says whose parts are still being made: one is written while the next is. */
export async function applyAsItComes(
  db: Queryable,
  parts: Pick<AsyncIterator<SyncPlan>, 'next'>,
  moment: SyncMoment,
  options: ApplyOptions,
): Promise<void> {
  let applied: Promise<void> | undefined;
  for (;;) {
    const [part] = await Promise.all([parts.next(), applied]);
    if (part.done) return;
    applied = applyPlan(db, part.value, moment, options);
  }
}
