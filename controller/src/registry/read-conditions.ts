import type { Location } from '@souk/model/finding/finding.ts';
import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { ConditionStatus, ConditionType } from '../store/standing-tables.ts';
import type { Queryable } from '../store/store.ts';

/** One aspect of how an entity stands. */
export interface StoredCondition {
  readonly type: ConditionType;
  readonly status: ConditionStatus;
  readonly reason: string;
  readonly message: string;
  readonly location: Location | undefined;
  readonly observedCommit: string | undefined;
  /** When the status last changed. */
  readonly changedAt: Date;
}

export async function readConditions(db: Queryable, { kind, id }: EntityKey): Promise<StoredCondition[]> {
  const rows = await db
    .selectFrom('condition')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .orderBy('type')
    .execute();
  return rows.map(({ type, status, reason, message, location, observed_commit, changed_at }) => ({
    type,
    status,
    reason,
    message,
    location: location ?? undefined,
    observedCommit: observed_commit ?? undefined,
    changedAt: changed_at,
  }));
}
