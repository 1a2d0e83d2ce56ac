import type { Deadline } from '@souk/model/lifecycle/deadline.ts';
import { extendDeadline } from '@souk/model/lifecycle/extend-deadline.ts';
import { deadlinesOfEntry, deadlinesOfInstallation } from '@souk/model/lifecycle/find-deadlines.ts';
import { type LifecycleSettings, readLifecycleSettings } from '@souk/model/lifecycle/lifecycle-settings.ts';
import { appendEvents } from '../events/append-events.ts';
import type { Term } from '../leadership/term.ts';
import type { Queryable } from '../store/store.ts';
import type { LifecycleCase } from './lifecycle-case.ts';
import { planCases } from './plan-cases.ts';
import { readCases } from './read-cases.ts';
import { type Lives, readLives } from './read-lives.ts';
import { deleteCases, deleteNotices, storeCases } from './store-cases.ts';

/**
 * Brings the cases to what the catalog, the registry and use say by now. Writes nothing when they are.
 *
 * @returns the settings that they were opened by
 */
export async function syncCases(term: Term, db: Queryable, now: Date): Promise<LifecycleSettings> {
  const lives = await readLives(db);
  const settings = readLifecycleSettings(lives.marketplace);
  const { begin, renew, end } = planCases(
    deadlinesOf(lives, settings),
    await readCases(db),
    settings.notices,
    now,
  );
  if (begin.length + renew.length + end.length === 0) return settings;
  await term.write(async (transaction) => {
    await deleteCases(transaction, end);
    await deleteNotices(
      transaction,
      renew.map(({ before }) => before),
    );
    await storeCases(transaction, [...begin, ...renew.map(({ after }) => after)]);
    await tellPutOff(transaction, [...renew.map(({ before }) => before), ...end], now);
  });
  return settings;
}

function deadlinesOf({ installations, entries, waivers }: Lives, settings: LifecycleSettings): Deadline[] {
  return [
    ...installations.flatMap((life) => deadlinesOfInstallation(life, settings)),
    ...entries.flatMap((life) => deadlinesOfEntry(life, settings)),
  ].map((deadline) => extendDeadline(deadline, waivers));
}

/** What was stopped or ended may begin anew: whoever brings instances about hears of it. */
async function tellPutOff(db: Queryable, cases: readonly LifecycleCase[], now: Date): Promise<void> {
  const begun = cases.filter(({ done }) => done.length > 0);
  if (begun.length === 0) return;
  const { revision } = await db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
  const events = begun.map(({ subject, trigger }) => ({
    ...{ type: `${subject.kind.toLowerCase()}.put-off`, entity: subject, data: { trigger } },
  }));
  await appendEvents(db, events, { revision, now });
}
