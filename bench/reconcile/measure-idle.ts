import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { IdleWrites } from './figures.ts';
import type { RegistryClient } from './registry-client.ts';

/** What was written when, as far as the outside can tell. */
interface Reading {
  readonly rows: number;
  readonly transactions: number;
  readonly walBytes?: number;
  readonly files?: ReadonlyMap<string, string>;
}

/** A controller, and where it writes to. */
export interface Watched {
  readonly client: RegistryClient;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/** Whoever writes nothing for so long has nothing left to do. A connection of PostgreSQL tells its counts 10 s later. */
const QUIET_MS = 12_000;

/** Resolves when a controller has done all that it found to do; returns the milliseconds that it wrote for. */
export async function untilQuiet(watched: Watched): Promise<number> {
  const started = performance.now();
  let quietSince = started;
  let before = await read(watched);
  while (performance.now() - quietSince < QUIET_MS) {
    await delay(500);
    const now = await read(watched);
    const left = await watched.client.metric('souk_vetting_backlog');
    if (left > 0 || now.rows !== before.rows) quietSince = performance.now();
    before = now;
  }
  return quietSince - started;
}

/** Watches a controller and its database while nothing happens. */
export async function measureIdle(watched: Watched, seconds: number): Promise<IdleWrites> {
  const before = await read(watched);
  await delay(seconds * 1_000);
  const after = await read(watched);
  return {
    seconds,
    rows: after.rows - before.rows,
    transactions: after.transactions - before.transactions,
    ...(after.files === undefined ? {} : { files: countChanges(before.files ?? new Map(), after.files) }),
    ...(after.walBytes === undefined ? {} : { walBytes: after.walBytes - (before.walBytes ?? 0) }),
  };
}

function read({ client, dataDir, databaseUrl }: Watched): Promise<Reading> {
  return databaseUrl === undefined ? readEmbedded(client, join(dataDir, 'db')) : readServer(databaseUrl);
}

async function readEmbedded(client: RegistryClient, folder: string): Promise<Reading> {
  return {
    rows: await client.metric('souk_rows_written_total'),
    transactions: await client.metric('souk_transactions_total'),
    files: new Map(
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
        // While the database works, files come and go.
        const file = statSync(join(folder, name), { throwIfNoEntry: false });
        return file === undefined ? [] : [[name, `${file.mtimeMs} ${file.size}`]];
      }),
    ),
  };
}

function countChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): number {
  return [...after].filter(([name, state]) => before.get(name) !== state).length;
}

/** Only a transaction that writes takes a number. */
async function readServer(databaseUrl: string): Promise<Reading> {
  const output = execFileSync(
    'psql',
    [
      '--no-psqlrc',
      '--tuples-only',
      '--no-align',
      '--dbname',
      databaseUrl,
      '--command',
      `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0),
        pg_snapshot_xmax(pg_current_snapshot()),
        pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')
      from pg_stat_user_tables`,
    ],
    { encoding: 'utf8' },
  );
  const [rows, transactions, walBytes] = output.trim().split('|').map(Number);
  return { rows: rows ?? Number.NaN, transactions: transactions ?? Number.NaN, walBytes: walBytes ?? 0 };
}
