import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../src/store/open-store.ts';
import type { Queryable } from '../src/store/store.ts';
import {
  type ControllerProcess,
  type ControllerSettings,
  findFreePort,
  startControllerProcess,
} from '../src/testing/controller-process.ts';
import { type PostgresServer, startPostgresServer } from '../src/testing/postgres-server.ts';
import { until } from '../src/testing/until.ts';
import {
  countSequences,
  countStored,
  findUsageFaults,
  judgeAnswers,
  readSequences,
  readStoredStorm,
} from './find-usage-faults.ts';
import { installations, metrics, openMeteredMarketplace } from './metered-marketplace.ts';
import { type OracleQuery, UsageOracle } from './usage-oracle.ts';
import { UsageSender } from './usage-sender.ts';
import { COPIES, pick, randomOf, UsageStorm } from './usage-storm.ts';

const seed = Number(process.env['SOUK_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const asked = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

const lives = [
  { ...{ name: 'PostgreSQL', replicas: 2, withServer: true }, events: 20_000, kills: 6 },
  { ...{ name: 'PGlite', replicas: 1, withServer: false }, events: 8_000, kills: 3 },
] as const;

const CLIENTS = 4;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Kills come while there is still something to send. */
const LAST_KILL = 0.9;
/** A request that the kill is to meet takes about so long. */
const AIM_MS = 60;

let folder: string;
let server: PostgresServer | undefined;
const running = new Set<ControllerProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-fire-'));
});
afterEach(async () => {
  for (const controller of running) await controller.kill('SIGKILL');
  running.clear();
  server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A controller at one address, that comes back whenever it was killed. */
class Replica {
  readonly url: string;
  readonly #settings: ControllerSettings;
  #process: ControllerProcess | undefined;
  #failure: unknown;
  isUp = false;

  constructor(settings: ControllerSettings, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.#settings = { ...settings, SOUK_PORT: String(port) };
  }

  async start(): Promise<void> {
    const controller = await startControllerProcess(this.#settings);
    running.add(controller);
    this.#process = controller;
    await controller.answers();
    this.isUp = true;
  }

  /** Resolves when it is dead; it is on its way back then. */
  async killAndStart(): Promise<void> {
    this.isUp = false;
    await this.end('SIGKILL');
    this.start().catch((error: unknown) => {
      this.#failure = error;
    });
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const controller = this.#process;
    if (controller?.hasExited() !== false)
      throw new Error(`It ended by itself: ${controller?.output.errors}`);
    await controller.kill(signal);
    running.delete(controller);
  }

  /** @throws what kept it from coming back */
  check(): boolean {
    if (this.#failure !== undefined) throw this.#failure;
    return this.isUp;
  }
}

interface Kill {
  /** Share of what there is to send, after which it comes. */
  readonly share: number;
  readonly delayMs: number;
}

function planKills(count: number, random: () => number): Kill[] {
  const kills = Array.from({ length: count }, () => ({
    share: random() * LAST_KILL,
    delayMs: random() * AIM_MS,
  }));
  return kills.sort((a, b) => a.share - b.share);
}

/** Kills replicas that are at work; tells how many requests were under way each time. */
async function rain(
  kills: readonly Kill[],
  replicas: readonly Replica[],
  sender: UsageSender,
  random: () => number,
) {
  const hits: number[] = [];
  for (const { share, delayMs } of kills) {
    const due = share * sender.statuses.length;
    await until(
      () => sender.answered,
      (answered) => answered >= due,
      3_600_000,
    );
    const up = await until(
      () => replicas.filter((replica) => replica.check()),
      ({ length }) => length > 0,
      120_000,
    );
    await delay(delayMs);
    hits.push(sender.inFlight);
    await pick(up, random).killAndStart();
  }
  return hits;
}

async function withStore<T>(
  place: Parameters<typeof openStore>[0],
  read: (db: Queryable) => Promise<T>,
): Promise<T> {
  const store = await openStore(place);
  try {
    return await read(store.db);
  } finally {
    await store.close();
  }
}

/** All ways to look at what was used that use both kinds of rollups, and windows within and across months. */
function queriesAt(now: number): OracleQuery[] {
  const hour = now - (now % HOUR);
  const day = now - (now % DAY);
  const days = { from: day - 40 * DAY, to: day + DAY };
  return [
    { from: hour - 35 * DAY + HOUR, to: hour + HOUR, granularity: 'hour', groupBy: ['installation'] },
    {
      from: hour - 20 * DAY - 5 * HOUR,
      to: hour - 7 * HOUR,
      granularity: 'total',
      groupBy: ['team', 'tag:tier'],
    },
    { ...days, granularity: 'day', groupBy: ['installation', 'tag:region', 'tag:tier'] },
    { ...days, granularity: 'month', groupBy: ['app', 'version', 'team', 'costCenter', 'environment'] },
    { ...days, granularity: 'month', groupBy: [] },
    { ...days, granularity: 'total', groupBy: ['tag:region'] },
    { ...days, granularity: 'total', groupBy: [] },
  ];
}

describe.each(lives)('when $replicas of a controller on $name are killed while usage comes', (life) => {
  const events = asked('SOUK_TEST_USAGE_EVENTS', life.events);
  const kills = asked('SOUK_TEST_USAGE_KILLS', life.kills);

  it(`counts ${events} events once, to the last digit (${kills} kills)`, async () => {
    server = life.withServer ? startPostgresServer() : undefined;
    const dataDir = (replica: number): string => join(folder, `data-${replica}`);
    const place = { databaseUrl: server?.url, dataDir: dataDir(0) };
    const marketplace = await openMeteredMarketplace(join(folder, 'marketplace'), place);
    const replicas: Replica[] = [];
    for (let i = 0; i < life.replicas; i++)
      replicas.push(
        new Replica({ ...marketplace.settings, SOUK_DATA_DIR: dataDir(i) }, await findFreePort()),
      );
    for (const replica of replicas) await replica.start();

    const now = Date.now();
    const names = installations.map(({ id }) => id);
    const units = Object.entries(metrics).map(
      ([name, sizes]) => [name, [undefined, ...Object.keys(sizes)]] as const,
    );
    const storm = new UsageStorm({
      seed,
      events,
      now,
      installations: names,
      metrics: Object.fromEntries(units),
    });
    const urls = replicas.map(({ url }) => url);
    const sender = new UsageSender({
      storm,
      seed,
      installations: names,
      urls,
      tokenOf: marketplace.tokenFor,
    });
    const random = randomOf(seed, 0, 5);
    const started = performance.now();
    const [hits] = await Promise.all([
      rain(planKills(kills, random), replicas, sender, random),
      sender.run(CLIENTS),
    ]).finally(() => sender.abandon());
    const seconds = (performance.now() - started) / 1_000;
    await until(() => replicas.every((replica) => replica.check()), Boolean, 120_000);

    // The embedded database is opened by one process at a time.
    const read = async (db: Queryable) => {
      const stored = await readStoredStorm(db, storm);
      const { rows } = await sql<{ seen: number; conflicts: number }>`
        select (select count(*)::integer from usage_seen) as seen,
          (select count(*)::integer from usage_conflict) as conflicts`.execute(db);
      return { stored, kept: rows[0], sequences: await readSequences(db) };
    };
    if (!life.withServer) for (const replica of replicas) await replica.end('SIGTERM');
    const { stored, kept, sequences } = await withStore(place, read);
    if (!life.withServer) for (const replica of replicas) await replica.start();

    const judged = judgeAnswers(storm, sender, stored);
    const refused = [...sender.refused].map(([reason, count]) => `${reason} ${count}`).join(', ');
    process.stdout.write(
      `seed ${seed}: ${events * COPIES} copies of ${events} events in ${sender.requests} requests and ${Math.round(seconds)} s; ${kills} kills while ${hits.join(', ')} requests were under way; asked again after: ${refused || 'nothing'}; ${judged.counted} counted, ${judged.conflicts} conflicts, ${judged.lostAnswers} whose acknowledgement was lost\n`,
    );
    expect(hits).toHaveLength(kills);
    // Whether an acknowledgement is lost is chance; that somebody waited for one is not.
    expect(hits.some((underWay) => underWay > 0)).toBe(true);
    expect(sender.faults.slice(0, 20)).toEqual([]);
    expect(stored.faults).toEqual([]);
    expect(judged.faults).toEqual([]);
    expect(kept).toMatchObject({ seen: judged.counted, conflicts: judged.conflicts });
    expect(sequences).toEqual(countSequences(storm, stored));

    const oracle = new UsageOracle(factsOf());
    countStored(storm, stored, oracle);
    for (const [i, query] of queriesAt(now).entries())
      expect(await findUsageFaults(urls[i % urls.length] ?? '', query, oracle)).toEqual([]);
  }, 7_200_000);
});

function factsOf() {
  return Object.fromEntries(
    installations.map(({ id, app, team, environment }) => [
      id,
      { app, version: '1.0.0', team, environment, costCenter: `CC-${team}` },
    ]),
  );
}
