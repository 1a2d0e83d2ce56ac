import { firstOfEach, settleEvents } from '@souk/model/metering/settle-events.ts';
import type { Store } from '../store/store.ts';
import { keepConflicts } from './keep-conflicts.ts';
import { keepGaps } from './keep-gaps.ts';
import { keepSeen } from './keep-seen.ts';
import { keepSubjects } from './keep-subjects.ts';
import { keepUsage } from './keep-usage.ts';
import { lockMonths } from './lock-months.ts';
import type { PreparedEvent, WrittenEvent } from './prepared-event.ts';

export interface WrittenGroup {
  /** In the order of the events. */
  readonly events: readonly WrittenEvent[];
  /** Rows of rollups that were written. */
  readonly rows: number;
}

/**
 * Counts events in one transaction: whatever happens, each is counted wholly or not at all, and once for good. All who do
 * this lock in the same order: months, what was seen, rollups, subjects, gaps, conflicts.
 */
export function writeGroup(db: Store['db'], events: readonly PreparedEvent[]): Promise<WrittenGroup> {
  const firsts = firstOfEach(events);
  const months = [...new Set(firsts.map(({ month }) => month))];
  return db.transaction().execute(async (transaction) => {
    const billed = await lockMonths(transaction, months);
    const kept = await keepSeen(transaction, firsts);
    const fresh = firsts.filter(({ key }) => kept.get(key)?.isNew === true);
    let rows = 0;
    if (fresh.length > 0) {
      rows = await keepUsage(transaction, fresh, billed);
      await keepSubjects(transaction, fresh, billed);
      await keepGaps(transaction, fresh);
    }
    const standings = settleEvents(events, kept);
    await keepConflicts(
      transaction,
      events.filter((_, i) => standings[i] === 'conflict'),
    );
    const written = standings.map((standing, i) => {
      const month = events[i]?.month ?? '';
      return { standing, billedMonth: standing === 'accepted' ? billed.get(month) : undefined };
    });
    return { events: written, rows };
  });
}
