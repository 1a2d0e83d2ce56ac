import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { readWritings } from '../testing/read-writings.ts';
import { until } from '../testing/until.ts';
import { openLeadership } from './open-leadership.ts';

const root = join(import.meta.dirname, '../../..');
const fixture = join(import.meta.dirname, 'lead.fixture.ts');

let folder: string;
let databaseUrl: string;
let store: Store;
let replicas: Map<string, ChildProcess>;
let born = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-leadership-'));
  databaseUrl = startServer();
  store = await openStore({ databaseUrl, dataDir: '' });
  // Housekeeping of the server would be counted as writing.
  await sql`alter system set autovacuum = off`.execute(store.db);
  await sql`select pg_reload_conf()`.execute(store.db);
  await sql`create table ledger_head (n bigint not null)`.execute(store.db);
  await sql`insert into ledger_head values (0)`.execute(store.db);
  await sql`create table ledger (n bigint primary key, token bigint not null, holder text not null)`.execute(
    store.db,
  );
});

afterAll(async () => {
  await store?.close();
  if (databaseUrl !== undefined) killServer();
  rmSync(folder, { recursive: true, force: true });
});

function startServer(): string {
  return execFileSync(join(root, 'scripts/start-test-postgres.sh'), [folder], { encoding: 'utf8' }).trim();
}

/** Without a word to anybody, as a power cut does. */
function killServer(): void {
  const pid = readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0];
  process.kill(Number(pid), 'SIGQUIT');
}

interface Row {
  readonly n: number;
  readonly token: number;
  readonly holder: string;
}

async function rows(): Promise<Row[]> {
  const found = await sql<Row>`
    select n::int, token::int, holder from ledger order by ledger.n`.execute(store.db);
  return found.rows;
}

async function newest(): Promise<Row | undefined> {
  const found = await sql<Row>`
    select n::int, token::int, holder from ledger order by ledger.n desc limit 1`
    .execute(store.db)
    .catch(() => undefined);
  return found?.rows[0];
}

function startReplica(): void {
  const name = `replica-${++born}`;
  replicas.set(name, spawn(process.execPath, [fixture, databaseUrl, name], { stdio: 'inherit' }));
}

/** Waits for rows that are written later than everything there is now. */
async function freshRow(): Promise<Row> {
  const before = (await newest())?.n ?? 0;
  const row = await until(newest, (now) => now !== undefined && now.n > before + 5, 60_000);
  if (row === undefined) throw new Error('Nothing was written.');
  return row;
}

/** Replicas that lead or wait for it. */
async function countCandidates(): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity where application_name = 'souk leadership'`.execute(
    store.db,
  );
  return found.rows[0]?.count ?? 0;
}

/** How long after a disturbance of the leader the first row of another term can be seen, in milliseconds. */
async function measureTakeOver(disturb: (leader: ChildProcess, name: string) => Promise<void> | void) {
  await until(countCandidates, (count) => count === replicas.size, 60_000);
  const { token, holder } = await freshRow();
  const leader = replicas.get(holder);
  if (leader === undefined) throw new Error(`${holder} writes, and is none of ${[...replicas.keys()]}.`);
  const start = performance.now();
  await disturb(leader, holder);
  await until(newest, (row) => row !== undefined && row.token > token, 60_000);
  return { took: performance.now() - start, leader, name: holder };
}

function show(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  const median = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(
    `take-over after ${what}: median ${median} ms of ${sorted.length} (${sorted.join(', ')})\n`,
  );
}

describe('when two replicas share a database', () => {
  beforeEach(() => {
    replicas = new Map();
    startReplica();
    startReplica();
  });

  afterEach(async () => {
    for (const replica of replicas.values()) replica.kill('SIGKILL');
    const written = await rows();
    const outOfOrder = written.filter((row, i) => row.token < (written[i - 1]?.token ?? 0));
    const holders = new Map<number, Set<string>>();
    for (const { token, holder } of written)
      holders.set(token, (holders.get(token) ?? new Set()).add(holder));
    const shared = [...holders.values()].filter((names) => names.size > 1);
    expect({ outOfOrder, shared }).toEqual({ outOfOrder: [], shared: [] });
  });

  it('goes on at once after the leader was killed', async () => {
    const times: number[] = [];
    for (let i = 0; i < 7; i++) {
      const { took, name } = await measureTakeOver((leader) => void leader.kill('SIGKILL'));
      replicas.delete(name);
      startReplica();
      times.push(took);
    }
    show('kill -9', times);
  });

  it('replaces a leader that stands still in the middle of a transaction, and does not hear it when it wakes', async () => {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { took, leader } = await measureTakeOver((stopped) => void stopped.kill('SIGSTOP'));
      leader.kill('SIGCONT');
      times.push(took);
    }
    await freshRow();
    show('SIGSTOP', times);
  });

  it('goes on at once after the connection of the leader was cut', async () => {
    const times: number[] = [];
    for (let i = 0; i < 7; i++) {
      const { took } = await measureTakeOver(async () => {
        await sql`
          select pg_terminate_backend(pid) from pg_locks
          where locktype = 'advisory' and granted`.execute(store.db);
      });
      times.push(took);
    }
    show('a cut connection', times);
  });

  it('goes on when the server is back', async () => {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { took } = await measureTakeOver(async () => {
        killServer();
        await until(serverIsGone, (gone) => gone);
        startServer();
      });
      times.push(took);
    }
    show('a restart of the server, its time included', times);
  });
});

function serverIsGone(): boolean {
  try {
    readFileSync(join(folder, 'data/postmaster.pid'));
    return false;
  } catch {
    return true;
  }
}

describe('when there is nothing to do', () => {
  it('leads on without writing anything', async () => {
    const logger = pino({ level: 'silent' });
    const term = await openLeadership(store, { holder: 'idle', clock: systemClock, logger }).acquire(
      new AbortController().signal,
    );
    const before = await readWritings(store);
    const beats = new Set<string>();
    // Longer than the server keeps a session that says nothing.
    await until(lastHeartbeat, (at) => at !== undefined && beats.add(at).size > 6, 60_000);
    expect({ ended: term.ended.aborted, writing: await readWritings(store) }).toEqual({
      ended: false,
      writing: before,
    });
    await term.release();
  });

  async function lastHeartbeat(): Promise<string | undefined> {
    const found = await sql<{ at: string }>`
      select query_start::text as at from pg_stat_activity where application_name = 'souk leadership'`.execute(
      store.db,
    );
    return found.rows[0]?.at;
  }
});
