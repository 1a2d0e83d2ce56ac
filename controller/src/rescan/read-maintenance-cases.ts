import type { Queryable } from '../store/store.ts';
import type { MaintenanceReason } from './render-maintenance.ts';

export interface FoundCase extends MaintenanceReason {
  /** Where the manifest lies. */
  readonly path: string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Published entries in which something has stood for so many days that blocks. */
export async function readMaintenanceCases(
  db: Queryable,
  afterDays: number,
  now: Date,
): Promise<FoundCase[]> {
  const rows = await db
    .selectFrom('condition')
    .innerJoin('entity', (join) =>
      join.onRef('entity.kind', '=', 'condition.kind').onRef('entity.id', '=', 'condition.id'),
    )
    .select(['entity.kind', 'entity.id', 'entity.version', 'entity.path', 'condition.changed_at'])
    .where('condition.type', '=', 'Vetted')
    .where('condition.status', '=', 'False')
    .where('condition.changed_at', '<=', new Date(now.getTime() - afterDays * DAY_MS))
    .where('entity.stage', '=', 'published')
    .where('entity.state', '=', 'ready')
    .where('entity.source_id', 'is', null)
    .orderBy('condition.changed_at')
    .orderBy('entity.id')
    .execute();
  return Promise.all(
    rows.map(async ({ kind, id, version, path, changed_at }) => ({
      ...{ key: { kind, id }, version: version ?? '', path, since: changed_at },
      denials: await db
        .selectFrom('finding')
        .select(['rule', 'message', 'location'])
        .where('kind', '=', kind)
        .where('id', '=', id)
        .where('origin', '=', 'vetting')
        .where('level', '=', 'deny')
        .where('waived_by', 'is', null)
        .orderBy('ordinal')
        .execute(),
    })),
  );
}
