import type { Instance } from '@souk/model/installation/instance.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';

/** Something that an installation used, before it is counted. */
export interface UsageRecord {
  /** The same id counts once for good. */
  readonly id: string;
  /** A name that the manifest of the app declares. */
  readonly metric: string;
  /** Decimal number in the unit of the metric. */
  readonly value: string;
}

/** Keeps what an installation used, in the transaction of the caller. */
export function recordUsage(
  db: Queryable,
  { id, entry }: Pick<Instance, 'id' | 'entry'>,
  usage: UsageRecord,
  now: Date,
): Promise<void> {
  const row = {
    ...{ installation_id: id, event_id: usage.id, metric: usage.metric, value: usage.value },
    ...{ entry_kind: entry.kind, entry_id: entry.id, version: entry.version, at: now, received_at: now },
  };
  return writeRows(db, 'usage_event', [row], { onConflict: sql`on conflict do nothing` });
}
