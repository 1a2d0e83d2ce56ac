import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aTeam } from '@souk/model/testing/manifests.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { openStore } from '../src/store/open-store.ts';
import type { Store } from '../src/store/store.ts';
import { BareRemote } from '../src/testing/bare-remote.ts';
import type { Tree } from '../src/testing/catalog-history.ts';
import { type ControllerProcess, startControllerProcess } from '../src/testing/controller-process.ts';
import { type PostgresServer, startPostgresServer } from '../src/testing/postgres-server.ts';
import { until } from '../src/testing/until.ts';
import { findFaults } from './find-faults.ts';

const HOOK_SECRET = 'a secret that GitHub shares';
const TAKE_OVER_MS = 120_000;

let folder: string;
let server: PostgresServer;
let store: Store;
let remote: BareRemote;
let replicas: ControllerProcess[];
let born: number;
let pushed: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-replicas-'));
  server = startPostgresServer();
  store = await openStore({ databaseUrl: server.url, dataDir: '' });
  await recordCursor(store);
  remote = new BareRemote(join(folder, 'remote.git'));
  replicas = [];
  pushed = [];
  born = 0;
  push();
});
afterEach(async () => {
  for (const replica of replicas) await replica.kill('SIGKILL');
  await store.close();
  server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Has the database itself write down each move of the cursor, with the term in which it was made. */
async function recordCursor({ db }: Store): Promise<void> {
  await sql`
    create table cursor_log (n bigint generated always as identity, token bigint, "commit" text, revision bigint)`.execute(
    db,
  );
  await sql`
    create function record_cursor() returns trigger language plpgsql as $$
    begin
      insert into cursor_log (token, "commit", revision)
        select token, new."commit", new.revision from leadership
        where (old."commit", old.revision) is distinct from (new."commit", new.revision);
      return new;
    end $$`.execute(db);
  await sql`
    create trigger record_cursor after update on sync_cursor for each row execute function record_cursor()`.execute(
    db,
  );
}

/** Pushes a catalog with one more team, and the first ones edited. */
function push(): string {
  const count = pushed.length + 1;
  const teams = Array.from({ length: count }, (_, i) => {
    const id = `team-${i}`;
    return [
      `catalog/teams/${id}.yaml`,
      stringify(aTeam({ id, name: i < 3 ? `Edit ${count}` : `Team ${i}` })),
    ];
  });
  const commit = remote.push(Object.fromEntries(teams) as Tree, pushed.at(-1));
  pushed.push(commit);
  return commit;
}

async function startReplica(pollSeconds = 0.3): Promise<ControllerProcess> {
  const replica = await startControllerProcess({
    SOUK_REPO: remote.dir,
    SOUK_BRANCH: 'main',
    SOUK_DATA_DIR: join(folder, `data-${++born}`),
    SOUK_DATABASE_URL: server.url,
    SOUK_POLL_SECONDS: String(pollSeconds),
    SOUK_LOG_LEVEL: 'error',
    SOUK_WEBHOOK_SECRET: HOOK_SECRET,
  });
  replicas.push(replica);
  await replica.answers();
  return replica;
}

async function statusOf({ url }: ControllerProcess) {
  const response = await fetch(`${url}/api/v1/status`);
  const text = await response.text();
  if (!response.ok) throw new Error(`The status is HTTP ${response.status}: ${text}`);
  return JSON.parse(text) as {
    commit?: string;
    revision: string;
    state: string;
    leader: { leading: boolean; holder?: string };
    entities: { total: number };
  };
}

async function untilServes(replica: ControllerProcess, commit: string): Promise<void> {
  const answer = await until(
    async () => (await fetch(`${replica.url}/api/v1/wait?commit=${commit}&timeout=5`)).status,
    (status) => status === 200,
    TAKE_OVER_MS,
  );
  expect(answer).toBe(200);
}

/** The leader and the other one; both have to agree on who it is. */
async function findRoles(): Promise<{ leader: ControllerProcess; follower: ControllerProcess }> {
  const statuses = await until(
    () => Promise.all(replicas.map(async (replica) => ({ replica, status: await statusOf(replica) }))),
    (all) => all.filter(({ status }) => status.leader.leading).length === 1,
    TAKE_OVER_MS,
  );
  const leader = statuses.find(({ status }) => status.leader.leading)?.replica;
  const follower = statuses.find(({ replica }) => replica !== leader)?.replica;
  if (leader === undefined || follower === undefined) throw new Error('Two replicas should run.');
  return { leader, follower };
}

/** Whether each commit was applied once, in order, by terms that never go back. */
async function expectAppliedOnce(): Promise<void> {
  const { rows } = await sql<{ token: number; commit: string; revision: number }>`
    select token::int, "commit", revision::int from cursor_log order by n`.execute(store.db);
  const places = rows.map(({ commit }) => pushed.indexOf(commit));
  const back = rows.filter(
    ({ token, revision }, i) =>
      token < (rows[i - 1]?.token ?? 0) ||
      revision < (rows[i - 1]?.revision ?? 0) ||
      (places[i] ?? -1) < (places[i - 1] ?? -1),
  );
  const moves = rows.filter(({ commit }, i) => commit !== rows[i - 1]?.commit);
  expect({ back, twice: moves.length - new Set(moves.map(({ commit }) => commit)).size }).toEqual({
    back: [],
    twice: 0,
  });
  expect(await findFaults(store.db)).toEqual([]);
}

/** Both serve the newest commit at the same revision. */
async function expectConverged(): Promise<void> {
  const commit = pushed.at(-1) ?? '';
  for (const replica of replicas) await untilServes(replica, commit);
  const served = await until(
    () => Promise.all(replicas.map(statusOf)),
    (statuses) => statuses.every((status) => status.commit === commit),
    30_000,
  );
  expect(new Set(served.map(({ revision }) => revision)).size).toBe(1);
  expect(served.map(({ entities }) => entities.total)).toEqual(served.map(() => pushed.length));
}

function show(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  const median = sorted[Math.floor(sorted.length / 2)];
  process.stdout.write(
    `from ${what} until another replica serves the next commit: median ${median} ms of ${sorted.length} (${sorted.join(', ')})\n`,
  );
}

describe('when two controllers share a database', () => {
  it('goes on with the other one when the leader is killed', async () => {
    await startReplica();
    await startReplica();
    await expectConverged();
    const times: number[] = [];
    for (let i = 0; i < 5; i++) {
      const { leader, follower } = await findRoles();
      push();
      const started = performance.now();
      await leader.kill('SIGKILL');
      const commit = push();
      await untilServes(follower, commit);
      times.push(performance.now() - started);
      replicas = [follower];
      await startReplica();
      await expectConverged();
    }
    show('kill -9 of the leader', times);
    await expectAppliedOnce();
  });

  it('goes on with the other one while the leader stands still, and does not hear it when it wakes', async () => {
    await startReplica();
    await startReplica();
    await expectConverged();
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const { leader, follower } = await findRoles();
      push();
      leader.signal('SIGSTOP');
      const started = performance.now();
      for (let more = 0; more < 3; more++) await untilServes(follower, push());
      times.push(performance.now() - started);
      leader.signal('SIGCONT');
      await expectConverged();
      const now = await findRoles();
      expect(now.leader.url).toBe(follower.url);
    }
    show('SIGSTOP of the leader', times);
    await expectAppliedOnce();
  });

  it('passes on to the leader what wakes it', async () => {
    await startReplica(86_400);
    await startReplica(86_400);
    await expectConverged();
    const { follower } = await findRoles();

    const refreshed = push();
    const refresh = await fetch(`${follower.url}/api/v1/refresh`, { method: 'POST' });
    expect(refresh.status).toBe(202);
    await untilServes(follower, refreshed);

    const hooked = push();
    const body = JSON.stringify({ ref: 'refs/heads/main', after: hooked });
    const signature = `sha256=${createHmac('sha256', HOOK_SECRET).update(body).digest('hex')}`;
    const send = (given: string) =>
      fetch(`${follower.url}/hooks/github`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-github-event': 'push',
          'x-hub-signature-256': given,
        },
        body,
      });
    expect((await send(`sha256=${'0'.repeat(64)}`)).status).toBe(401);
    expect((await send(signature)).status).toBe(202);
    await expectConverged();
    await expectAppliedOnce();
  });
});
