import type { Sql } from 'postgres';
import type { WorkerUsage } from '../../../worker.ts';
import type { Config } from '../config.ts';
import type { CrmClient } from '../crm/create-crm-client.ts';
import type { CrmObject } from '../crm/record.ts';
import { emptyDeletedContacts } from '../database/dead-letters.ts';
import { migrate } from '../database/migrate.ts';
import { finish, markCompared, readState } from '../database/sync-state.ts';
import type { Log, LogEvent } from '../log.ts';
import { compareObject } from './compare-object.ts';
import { type SyncParts, syncObject, TooManyDeadLetters } from './sync-object.ts';

/** A run is ended after 10 minutes: it stops by itself before, and the next one goes on. */
const RUN_MS = 540_000;
const DRIFT_FROM = 50;
const SUNDAY = 0;

export interface RunParts {
  readonly sql: Sql;
  readonly openCrm: () => Promise<CrmClient>;
  readonly config: Config;
  readonly usage: WorkerUsage;
  /** When the run was due, in milliseconds since 1970. */
  readonly at: number;
  readonly now: () => number;
  readonly log: Log;
  readonly logEvent: LogEvent;
}

/**
 * One run: never two at a time for a schema, and safe to repeat.
 *
 * @throws {Error} what went wrong first; it stands in sync_state as well
 */
export async function runSync(parts: RunParts): Promise<void> {
  const { sql, config, usage, at, log, logEvent } = parts;
  const [lock] = await sql<{ taken: boolean }[]>`
    select pg_try_advisory_lock(hashtextextended(${`crm-postgres-sync ${config.schema}`}, 0)) as taken`;
  if (lock?.taken !== true) {
    log({ reason: 'another run is on its way' });
    return;
  }
  await migrate(sql, config.schema);
  const sums = { rows: 0, pages: 0 };
  const sync: SyncParts = {
    ...{ sql, config, now: parts.now, until: parts.now() + RUN_MS, dead: { count: 0 } },
    crm: await parts.openCrm(),
    async onWritten(object, { changed }) {
      sums.rows += changed;
      sums.pages += 1;
      if (changed > 0)
        await usage.record({ id: `${object}/${at}/${sums.pages}`, metric: 'rows', value: String(changed) });
    },
  };
  let failure: unknown;
  for (const object of config.objects) {
    const error = await runObject(object, sync, parts);
    failure ??= error;
    // Something is wrong with all of them: the others are not read either.
    if (error instanceof TooManyDeadLetters) break;
  }
  await emptyDeletedContacts(sql, config.schema);
  await usage.record({ id: `run/${at}`, metric: 'runs' });
  if (failure !== undefined) throw failure;
  logEvent({ at, rows: sums.rows, dead: sync.dead.count });
}

/** Resolves with what went wrong. */
async function runObject(object: CrmObject, sync: SyncParts, { at, log }: RunParts): Promise<unknown> {
  const { sql, config } = sync;
  try {
    const state = await readState(sql, config.schema, object);
    await syncObject(object, state, sync);
    const date = new Date(at);
    const day = date.toISOString().slice(0, 10);
    const isDue =
      config.fullResyncDay === 'sunday' && date.getUTCDay() === SUNDAY && state.comparedOn !== day;
    const missing = isDue ? await compareObject(object, sync) : undefined;
    if (missing !== undefined) await markCompared(sql, config.schema, object, day);
    if (missing !== undefined && missing > DRIFT_FROM)
      log({ reason: `${missing} records were missing`, object, alert: 'CrmSyncDrift' });
    await finish(sql, config.schema, object, undefined);
    return undefined;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    log({ reason, object, ...(error instanceof TooManyDeadLetters ? { alert: 'CrmSyncDeadLetters' } : {}) });
    await finish(sql, config.schema, object, reason.slice(0, 500)).catch(() => undefined);
    return error;
  }
}
