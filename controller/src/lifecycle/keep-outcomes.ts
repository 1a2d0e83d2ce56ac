import { appendAudit } from '../audit/append-audit.ts';
import { appendEvents } from '../events/append-events.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import type { StepOutcome } from './plan-step.ts';
import { storeCases } from './store-cases.ts';

/** Writes down steps that were taken, with all that tells of them, in the transaction of the caller. */
export async function keepOutcomes(
  db: Queryable,
  outcomes: readonly StepOutcome[],
  now: Date,
): Promise<void> {
  await storeCases(
    db,
    outcomes.map(({ after }) => after),
  );
  await writeRows(
    db,
    'notice',
    outcomes.flatMap(({ notices }) => notices),
  );
  const events = outcomes.flatMap((outcome) => outcome.events);
  if (events.length > 0) {
    const { revision } = await db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
    await appendEvents(db, events, { revision, now });
  }
  await appendAudit(
    db,
    outcomes.flatMap(({ audit }) => audit),
    { now },
  );
}
