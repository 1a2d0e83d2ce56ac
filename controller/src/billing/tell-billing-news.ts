import { appendAudit } from '../audit/append-audit.ts';
import type { NewAuditEntry } from '../audit/audit-entry.ts';
import { appendEvents } from '../events/append-events.ts';
import type { NewEvent } from '../events/event.ts';
import type { Queryable } from '../store/store.ts';

export interface BillingNews {
  readonly events: readonly NewEvent[];
  readonly audit: readonly Omit<NewAuditEntry, 'actor'>[];
}

/** Tells of what was billed, in the transaction of the caller. */
export async function tellBillingNews(
  db: Queryable,
  { events, audit }: BillingNews,
  now: Date,
): Promise<void> {
  const { revision } = await db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
  await appendEvents(db, events, { revision, now });
  await appendAudit(
    db,
    audit.map((entry) => ({ ...entry, actor: { name: 'Souk' } })),
    { now },
  );
}
