import { quoteList } from '@souk/model/finding/suggest.ts';

/** What a database says of itself. */
export type DatabaseHealth =
  | { readonly answers: false; readonly reason: string }
  | {
      readonly answers: true;
      /** Migrations that this version knows and the database lacks. */
      readonly pending: readonly string[];
      /** Migrations that the database has and this version does not know. */
      readonly unknown: readonly string[];
      /** Who leads; undefined while nobody does. */
      readonly leader: string | undefined;
    };

export interface ReadinessFacts {
  readonly database: DatabaseHealth;
  /** Undefined until a catalog was read, in this process or an earlier one. */
  readonly catalog: { readonly commit: string | undefined } | undefined;
  /** How long memory has lacked what the store holds, and why; undefined while it lacks nothing. */
  readonly behind: { readonly seconds: number; readonly reason: string | undefined } | undefined;
  /** Why the last sync failed. */
  readonly syncError: string | undefined;
  readonly leading: boolean;
  readonly draining: boolean;
}

export interface ReadinessCheck {
  readonly name: 'process' | 'database' | 'migrations' | 'catalog' | 'source' | 'leader';
  /** Only `fail` keeps requests away: what is served stays good while there is no leader or no source. */
  readonly status: 'pass' | 'warn' | 'fail';
  readonly detail: string;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: readonly ReadinessCheck[];
}

/** Memory is behind for a moment whenever something is written. For longer than this it is stale. */
const MOST_BEHIND_SECONDS = 30;

/** Whether requests should be sent here, and what speaks for and against it. */
export function assessReadiness(facts: ReadinessFacts): Readiness {
  const checks = [checkProcess(facts), ...checkDatabase(facts), checkCatalog(facts), checkSource(facts)];
  return { ready: checks.every(({ status }) => status !== 'fail'), checks };
}

function checkProcess({ draining }: ReadinessFacts): ReadinessCheck {
  return draining
    ? { name: 'process', status: 'fail', detail: 'This replica is ending; another one takes over.' }
    : { name: 'process', status: 'pass', detail: 'Running.' };
}

function checkDatabase({ database, leading }: ReadinessFacts): ReadinessCheck[] {
  if (!database.answers)
    return [{ name: 'database', status: 'fail', detail: `The database does not answer: ${database.reason}` }];
  return [
    { name: 'database', status: 'pass', detail: 'It answers.' },
    checkMigrations(database),
    checkLeader(leading, database.leader),
  ];
}

function checkMigrations({ pending, unknown }: Extract<DatabaseHealth, { answers: true }>): ReadinessCheck {
  const name = 'migrations';
  if (unknown.length > 0) {
    const detail = `A newer Souk has been here: the database has ${quoteList(unknown)}, which this version does not know. Update this replica.`;
    return { name, status: 'fail', detail };
  }
  if (pending.length > 0)
    return {
      name,
      status: 'fail',
      detail: `The database lacks ${quoteList(pending)}. Start this version anew.`,
    };
  return { name, status: 'pass', detail: 'Current.' };
}

function checkLeader(leading: boolean, leader: string | undefined): ReadinessCheck {
  const name = 'leader';
  if (leading) return { name, status: 'pass', detail: 'This replica leads.' };
  return leader === undefined
    ? { name, status: 'warn', detail: 'No replica leads: what is served does not change until one does.' }
    : { name, status: 'pass', detail: `Standing by; ${leader} leads.` };
}

function checkCatalog({ catalog, behind, syncError }: ReadinessFacts): ReadinessCheck {
  const name = 'catalog';
  if (catalog === undefined)
    return {
      name,
      status: 'fail',
      detail: `No catalog has been read yet: ${syncError ?? 'the first sync is still running.'}`,
    };
  if (behind !== undefined && behind.seconds > MOST_BEHIND_SECONDS) {
    const reason = behind.reason ?? 'the database has not answered yet.';
    const detail = `This replica could not take over what the database holds for ${Math.floor(behind.seconds)} s: ${reason}`;
    return { name, status: 'fail', detail };
  }
  return {
    name,
    status: 'pass',
    detail: catalog.commit === undefined ? 'Read.' : `Read at ${catalog.commit}.`,
  };
}

function checkSource({ syncError }: ReadinessFacts): ReadinessCheck {
  return syncError === undefined
    ? { name: 'source', status: 'pass', detail: 'The last look at it went well.' }
    : { name: 'source', status: 'warn', detail: `What is served is the last good state: ${syncError}` };
}
