import type { WebhookEvent } from '@souk/model/webhook/webhook-event.ts';
import type { Selectable } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** The events with these numbers, by number. */
export async function readEventsBySeq(
  db: Queryable,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, WebhookEvent>> {
  if (seqs.length === 0) return new Map();
  const rows = await db.selectFrom('event').selectAll().where('seq', 'in', seqs).execute();
  return new Map(rows.map(webhookEvent).map((event) => [event.seq, event]));
}

function webhookEvent(row: Selectable<Tables['event']>): WebhookEvent {
  const { kind, id, type, revision, at, data } = row;
  return {
    seq: Number(row.seq),
    type,
    ...(kind === null || id === null ? {} : { entity: { kind, id } }),
    change: row.change ?? undefined,
    commit: row.commit ?? undefined,
    revision,
    at,
    data,
  };
}
