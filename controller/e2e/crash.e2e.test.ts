import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aTeam } from '@souk/model/testing/manifests.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { canonicalDump } from '../src/registry/canonical-dump.ts';
import { openStore } from '../src/store/open-store.ts';
import type { Queryable } from '../src/store/store.ts';
import { BareRemote } from '../src/testing/bare-remote.ts';
import {
  type ControllerProcess,
  type ControllerSettings,
  findFreePort,
  startControllerProcess,
} from '../src/testing/controller-process.ts';
import { type PostgresServer, startPostgresServer } from '../src/testing/postgres-server.ts';
import { until } from '../src/testing/until.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../src/testing/webhook-receiver.ts';
import { CatalogStorm } from './catalog-storm.ts';
import { findDeliveryFaults, findFaults, readAllEvents } from './find-faults.ts';

const seed = Number(process.env['SOUK_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
/** Longer than a delivery that was cut off is left alone. */
const SETTLE_MS = 180_000;

const databases = [
  { name: 'PGlite', kills: Number(process.env['SOUK_TEST_KILLS'] ?? 200), withServer: false },
  { name: 'PostgreSQL', kills: Number(process.env['SOUK_TEST_KILLS'] ?? 60), withServer: true },
] as const;

let folder: string;
let receiver: WebhookReceiver;
let server: PostgresServer | undefined;
const running = new Set<ControllerProcess>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-crash-'));
  receiver = await startWebhookReceiver(SECRET);
});
afterEach(async () => {
  for (const controller of running) await controller.kill('SIGKILL');
  running.clear();
  await receiver.close();
  server?.stop();
  server = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function start(settings: ControllerSettings): Promise<ControllerProcess> {
  const controller = await startControllerProcess(settings);
  running.add(controller);
  void controller.exited.then(() => running.delete(controller));
  return controller;
}

/** A random way to spend the life of a process. */
interface Life {
  /** Commits that are pushed while nothing runs. */
  readonly down: number;
  /** Whether it is killed while it starts, and not while it works. */
  readonly early: boolean;
  /** When, from 0 to 1. */
  readonly share: number;
}

const life: fc.Arbitrary<Life> = fc.record({
  down: fc.nat(2),
  early: fc.nat(3).map((n) => n === 0),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

interface Paces {
  readonly startMs: number;
  readonly syncMs: number;
}

/** Lets a process live as planned and kills it; `true` when it had come to answer requests before. */
async function liveAndDie(
  { down, early, share }: Life,
  storm: CatalogStorm,
  settings: ControllerSettings,
  { startMs, syncMs }: Paces,
): Promise<boolean> {
  for (let i = 0; i < down; i++) storm.push();
  const controller = await start(settings);
  if (early) {
    storm.push();
    await delay(startMs * share);
  } else {
    await controller.answers();
    const end = performance.now() + 2 * syncMs * share;
    while (performance.now() < end) {
      storm.push();
      await delay(Math.min(syncMs * 0.3, Math.max(0, end - performance.now())));
    }
  }
  if (controller.hasExited()) throw new Error(`The controller ended by itself: ${controller.output.errors}`);
  await controller.kill('SIGKILL');
  return !early;
}

async function statusOf(url: string) {
  const response = await fetch(`${url}/api/v1/status`);
  return (await response.json()) as { commit?: string; state: string };
}

/** Waits until a controller holds a commit, and has nothing left to judge. */
async function untilAt(controller: ControllerProcess, commit: string): Promise<void> {
  await controller.answers();
  await until(
    () => statusOf(controller.url),
    (status) => status.commit === commit && status.state === 'synced',
    120_000,
  );
  await until(
    async () => (await fetch(`${controller.url}/metrics`)).text(),
    (text) => /^souk_queue_depth\{lane="background"\} 0$/m.test(text),
    120_000,
  );
}

async function measurePaces(storm: CatalogStorm, settings: ControllerSettings): Promise<Paces> {
  const started = performance.now();
  const controller = await start(settings);
  await untilAt(controller, storm.push());
  const startMs = performance.now() - started;
  const syncs: number[] = [];
  for (let i = 0; i < 5; i++) {
    const pushed = performance.now();
    await untilAt(controller, storm.push());
    syncs.push(performance.now() - pushed);
  }
  await controller.kill('SIGKILL');
  return { startMs, syncMs: syncs.sort((a, b) => a - b)[2] ?? 500 };
}

async function readStore<T>(settings: ControllerSettings, read: (db: Queryable) => Promise<T>): Promise<T> {
  const store = await openStore({
    databaseUrl: settings['SOUK_DATABASE_URL'],
    dataDir: settings['SOUK_DATA_DIR'] ?? '',
  });
  try {
    return await read(store.db);
  } finally {
    await store.close();
  }
}

/** All that a registry holds which never saw anything but the last commit. */
async function freshDump(settings: ControllerSettings, commit: string): Promise<string> {
  const { SOUK_DATABASE_URL: _, ...embedded } = settings;
  const own = { ...embedded, SOUK_DATA_DIR: join(folder, 'fresh'), SOUK_PORT: String(await findFreePort()) };
  const controller = await start(own);
  await untilAt(controller, commit);
  await controller.kill('SIGKILL');
  return readStore(own, canonicalDump);
}

describe.each(databases)('when a controller on $name is killed again and again', ({ kills, withServer }) => {
  it(`ends with what a new one has, and has told everything in order (${kills} kills)`, async () => {
    const remote = new BareRemote(join(folder, 'remote.git'));
    const storm = new CatalogStorm(remote, { seed, always: subscribed() });
    server = withServer ? startPostgresServer() : undefined;
    const settings: ControllerSettings = {
      SOUK_REPO: remote.dir,
      SOUK_BRANCH: 'main',
      SOUK_DATA_DIR: join(folder, 'data'),
      SOUK_PORT: String(await findFreePort()),
      SOUK_POLL_SECONDS: '0.1',
      SOUK_LOG_LEVEL: 'info',
      SOUK_WEBHOOK_ALLOW: '127.0.0.0/8',
      SOUK_SECRET_HOOK: SECRET,
      ...(server === undefined ? {} : { SOUK_DATABASE_URL: server.url }),
    };
    const paces = await measurePaces(storm, settings);
    const lives = fc.sample(life, { seed, numRuns: kills });
    let answered = 0;
    for (const each of lives) if (await liveAndDie(each, storm, settings, paces)) answered++;

    const survivor = await start(settings);
    await untilAt(survivor, storm.breakFile());
    const last = storm.end();
    await untilAt(survivor, last);
    await until(
      () => standingOf(survivor),
      ({ behind, deliveries }) => behind === 0 && deliveries.pending === 0,
      SETTLE_MS,
    );
    await survivor.kill('SIGKILL');

    const { dump, faults, events } = await readStore(settings, async (db) => ({
      dump: await canonicalDump(db),
      faults: await findFaults(db),
      events: await readAllEvents(db),
    }));
    // What the first sync found had always been there, and is no news.
    const told = events.filter(({ data }) => data['initial'] !== true);
    process.stdout.write(
      `seed ${seed}: ${kills} kills, ${kills - answered} while starting (${Math.round(paces.startMs)} ms) and ${answered} at work (${Math.round(paces.syncMs)} ms a sync); ${storm.pushes} pushes, ${events.length} events, ${receiver.messages.length} messages of ${told.length}\n`,
    );
    expect(faults).toEqual([]);
    expect(receiver.forged).toEqual([]);
    expect(findDeliveryFaults(told, receiver.messages)).toEqual([]);
    expect(dump).toBe(await freshDump(settings, last));
  }, 1_200_000);
});

/** How far the receiver has been told. */
async function standingOf({ url }: ControllerProcess) {
  const response = await fetch(`${url}/api/v1/subscriptions/hook/state`);
  return (await response.json()) as { behind: number; deliveries: { pending: number } };
}

function subscribed() {
  const subscription = {
    apiVersion: 'souk/v1',
    kind: 'Subscription',
    id: 'hook',
    team: 'watchers',
    channel: 'webhook',
    url: receiver.url,
    events: ['*'],
    secret: 'env:SOUK_SECRET_HOOK',
  };
  return {
    'catalog/teams/watchers.yaml': stringify(aTeam({ id: 'watchers', name: 'Watchers' })),
    'catalog/subscriptions/hook.yaml': stringify(subscription),
  };
}
