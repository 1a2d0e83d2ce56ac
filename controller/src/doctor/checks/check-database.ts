import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { withoutCredentials } from '@souk/git/git-error.ts';
import { quoteList } from '@souk/model/finding/suggest.ts';
import { migrations } from '../../../migrations/migrations.ts';
import type { Check, Diagnosis } from '../diagnosis.ts';
import { diagnoseSkew } from './diagnose-skew.ts';

const OLDEST_MAJOR = 14;
const LIMIT_MS = 5_000;

const name = 'Database';

/** What PostgreSQL tells in one round trip. */
export interface DatabaseFacts {
  /** As `server_version_num`: 150004 is 15.4. */
  readonly version: number;
  readonly mayCreate: boolean;
  /** Undefined before the first start. */
  readonly applied: readonly string[] | undefined;
}

export const checkDatabase: Check = {
  name,
  look: async ({ config: { databaseUrl, dataDir }, now }) => {
    if (databaseUrl === undefined) return [diagnoseEmbedded(dataDir)];
    const { Client } = await import('pg');
    const client = new Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: LIMIT_MS,
      query_timeout: LIMIT_MS,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const before = now();
      const { rows } = await client.query<{
        version: string;
        may_create: boolean;
        present: boolean;
        now: Date;
      }>(
        `select current_setting('server_version_num') as version, clock_timestamp() as now,
                has_schema_privilege(current_schema(), 'create') as may_create,
                to_regclass('kysely_migration') is not null as present`,
      );
      const [row] = rows;
      if (row === undefined) throw new Error('It gave no answer.');
      const applied = row.present
        ? (await client.query<{ name: string }>('select name from kysely_migration order by name')).rows
        : undefined;
      const facts = {
        version: Number(row.version),
        mayCreate: row.may_create,
        applied: applied?.map((migration) => migration.name),
      };
      return [...diagnoseDatabase(facts), diagnoseSkew('the database', row.now, before)];
    } catch (error) {
      return [explainFailure(error)];
    } finally {
      await client.end().catch(() => undefined);
    }
  },
};

export function diagnoseDatabase({ version, mayCreate, applied }: DatabaseFacts): Diagnosis[] {
  const shown = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  if (version < OLDEST_MAJOR * 10_000)
    return [fail(`${shown} is too old`, `Use PostgreSQL ${OLDEST_MAJOR} or later.`)];
  const server: Diagnosis = mayCreate
    ? { name, status: 'pass', found: shown }
    : fail(
        `${shown}, where this user may create no tables`,
        'Grant CREATE on the schema to the user of SOUK_DATABASE_URL.',
      );
  return [server, diagnoseMigrations(applied)];
}

function diagnoseMigrations(applied: readonly string[] | undefined): Diagnosis {
  const known = Object.keys(migrations);
  const ahead = applied?.filter((migration) => !known.includes(migration)) ?? [];
  if (ahead.length > 0)
    return {
      name: 'Migrations',
      status: 'fail',
      found: `a newer Souk has been here: ${quoteList(ahead)} is not known`,
      advice: 'Start that version, or restore the backup from before the update.',
    };
  const pending = known.length - (applied?.length ?? 0);
  const found = pending === 0 ? 'current' : `${pending} will be applied at the next start`;
  return { name: 'Migrations', status: 'pass', found };
}

function diagnoseEmbedded(dataDir: string): Diagnosis {
  const folder = join(dataDir, 'db');
  const made = existsSync(join(folder, 'PG_VERSION'));
  return {
    name,
    status: 'pass',
    found: made ? `embedded, in ${folder}` : 'embedded; it will be made at the first start',
  };
}

const advices: readonly (readonly [code: RegExp, advice: string])[] = [
  [/ECONNREFUSED|ETIMEDOUT|timeout/i, 'Start PostgreSQL, and look at host and port in SOUK_DATABASE_URL.'],
  [/ENOTFOUND|EAI_AGAIN/, 'Look at the host in SOUK_DATABASE_URL: its name is not known here.'],
  [/28P01|28000/, 'Look at user and password in SOUK_DATABASE_URL, and at pg_hba.conf.'],
  [/3D000/, 'Create it: createdb souk, or mend the name in SOUK_DATABASE_URL.'],
  [/53300/, 'PostgreSQL has no connections left: raise max_connections.'],
];

function explainFailure(error: unknown): Diagnosis {
  const { code = '', errors = [] } = error as { readonly code?: string; readonly errors?: readonly Error[] };
  const words = [error, ...errors]
    .map((one) => (one instanceof Error ? one.message : String(one)))
    .find((text) => text !== '');
  const signs = `${code} ${words}`;
  const advice =
    advices.find(([sign]) => sign.test(signs))?.[1] ??
    'Look at SOUK_DATABASE_URL and at the log of PostgreSQL.';
  return fail(`it can not be reached: ${withoutCredentials(words ?? 'no reason given')}`, advice);
}

function fail(found: string, advice: string): Diagnosis {
  return { name, status: 'fail', found, advice };
}
