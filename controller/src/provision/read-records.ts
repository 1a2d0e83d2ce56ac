import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { Selectable } from 'kysely';
import type { InstallationStateTable } from '../store/installation-tables.ts';
import type { Queryable } from '../store/store.ts';
import type { InstallationRecord } from './installation-record.ts';

/** Records of these installations, or of all, in the order of their ids. */
export async function readRecords(
  db: Queryable,
  ids: readonly string[] | undefined,
): Promise<InstallationRecord[]> {
  const rows = await db
    .selectFrom('installation_state')
    .selectAll()
    .$if(ids !== undefined, (query) => query.where('installation_id', 'in', [...(ids ?? []), '']))
    .orderBy('installation_id')
    .execute();
  return rows.map(recordOf);
}

function recordOf(row: Selectable<InstallationStateTable>): InstallationRecord {
  const { version, settings } = row;
  return {
    id: row.installation_id,
    driver: row.driver,
    app: { kind: row.entry_kind, id: row.entry_id } satisfies EntityKey,
    firstSeenAt: row.first_seen_at,
    state: {
      running: version === null || settings === null ? undefined : { version, settings },
      phase: row.phase,
      agreed: row.agreed,
      health: row.health,
      healthSince: row.health_since,
      lastHealthy: row.last_healthy ?? undefined,
      rejected: row.rejected,
      drifted: row.drift.length > 0,
    },
    healthMessage: row.health_message ?? undefined,
    drift: row.drift,
    doing: row.doing ?? undefined,
    doingSince: row.doing_since ?? undefined,
    instance: row.instance ?? undefined,
    attempts: row.attempts,
    dueAt: row.due_at ?? undefined,
    error: row.error ?? undefined,
    blocked: row.blocked ?? undefined,
    awaiting: row.awaiting ?? undefined,
  };
}
