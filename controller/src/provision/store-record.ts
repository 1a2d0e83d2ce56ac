import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { type Row, writeRows } from '../store/write-rows.ts';
import type { InstallationRecord } from './installation-record.ts';

/** Keeps a record as it is now, in the transaction of the caller. */
export function storeRecord(db: Queryable, record: InstallationRecord): Promise<void> {
  return writeRows(db, 'installation_state', [rowOf(record)], { onConflict: replaceRecord });
}

/** Forgets an installation of which nothing is left. */
export async function deleteRecord(db: Queryable, id: string): Promise<void> {
  await db.deleteFrom('installation_state').where('installation_id', '=', id).execute();
}

function rowOf(record: InstallationRecord): Row {
  const { state, app } = record;
  return {
    ...{ installation_id: record.id, driver: record.driver, first_seen_at: record.firstSeenAt },
    ...{ entry_kind: app.kind, entry_id: app.id, phase: state.phase },
    version: state.running?.version ?? null,
    settings: state.running?.settings ?? null,
    ...{ agreed: state.agreed, health: state.health, health_since: state.healthSince },
    health_message: record.healthMessage ?? null,
    last_healthy: state.lastHealthy ?? null,
    ...{ rejected: state.rejected, drift: record.drift },
    doing: record.doing ?? null,
    doing_since: record.doingSince ?? null,
    instance: record.instance ?? null,
    attempts: record.attempts,
    due_at: record.dueAt ?? null,
    error: record.error ?? null,
    blocked: record.blocked ?? null,
    awaiting: record.awaiting ?? null,
  };
}

const replaceRecord = sql`
  on conflict (installation_id) do update set
    driver = excluded.driver, entry_kind = excluded.entry_kind, entry_id = excluded.entry_id, phase = excluded.phase,
    version = excluded.version, settings = excluded.settings, agreed = excluded.agreed, health = excluded.health,
    health_since = excluded.health_since, health_message = excluded.health_message,
    last_healthy = excluded.last_healthy, rejected = excluded.rejected, drift = excluded.drift,
    doing = excluded.doing, doing_since = excluded.doing_since, instance = excluded.instance,
    attempts = excluded.attempts, due_at = excluded.due_at, error = excluded.error, blocked = excluded.blocked,
    awaiting = excluded.awaiting`;
