import type { App, Installation, Manifest } from '@souk/model/manifest/manifest.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readEvents } from '../events/read-events.ts';
import type { Store } from '../store/store.ts';
import { anApp } from '../testing/catalog-snapshot.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { until } from '../testing/until.ts';
import type { InstallationRecord } from './installation-record.ts';
import { readRecords } from './read-records.ts';
import { anInstance } from './testing/an-instance.ts';
import { Crash } from './testing/crash-point.ts';
import { PaperWorld } from './testing/paper-world.ts';
import { type RunningProvision, runProvision } from './testing/running-provision.ts';
import { type CatalogEdit, writeCatalog } from './testing/write-catalog.ts';

const MINUTE = 60_000;

let store: Store;
let clock: FakeClock;
let world: PaperWorld;
let provision: RunningProvision;

const start = (): RunningProvision =>
  runProvision({ store, clock, openDrivers: () => new Map([['local', world.open()]]) });
const edit = async (change: CatalogEdit): Promise<void> => {
  await writeCatalog(store, change, clock.now());
  await provision.settle();
};
const put = (...manifests: readonly Manifest[]): Promise<void> => edit({ put: manifests });
const passes = async (ms: number): Promise<void> => {
  clock.advance(ms);
  await provision.settle();
};
const record = async (id = 'crm-emea'): Promise<InstallationRecord | undefined> =>
  (await readRecords(store.db, [id]))[0];
const told = async (): Promise<string[]> =>
  (await readEvents(store.db, { after: 0, limit: 1_000 }))
    .filter(({ change }) => change === undefined)
    .map(({ type }) => type);
const version = (): string | undefined => world.notes.get('crm-emea')?.entry.version;

const crm = (change: Partial<App> = {}): App =>
  anApp({ id: 'crm', lifecycle: { stage: 'published' }, ...change });
const emea = (change: Partial<Installation> = {}): Installation => ({
  ...{ apiVersion: 'souk/v1', kind: 'Installation', id: 'crm-emea', app: 'crm', version: '^1.0.0' },
  ...{ team: 'sales', environment: 'dev', driver: 'local' },
  ...change,
});

beforeEach(async () => {
  store = await borrowMemoryStore();
  clock = new FakeClock();
  world = new PaperWorld();
  provision = start();
});
afterEach(async () => {
  await provision.stop();
  await store.close();
});

describe('when an installation comes into the catalog', () => {
  it('is provisioned, and that is told and kept', async () => {
    await put(crm(), emea({ config: { market: 'eu' } }));
    expect(world.notes.get('crm-emea')).toMatchObject({
      entry: { kind: 'App', id: 'crm', version: '1.0.0' },
      config: { market: 'eu' },
      code: { commit: 'c1', folder: 'catalog/apps/crm/' },
    });
    expect(await record()).toMatchObject({ state: { phase: 'running', running: { version: '1.0.0' } } });
    expect(await told()).toEqual(['installation.provisioned']);
    const audit = await store.db.selectFrom('audit').select(['action', 'subject', 'detail']).execute();
    expect(audit).toEqual([
      {
        action: 'provisioned',
        subject: 'Installation/crm-emea',
        detail: { app: 'crm', version: '1.0.0', driver: 'local' },
      },
    ]);
  });

  it.each<[string, readonly Manifest[], string]>([
    ['its app is not there', [emea()], 'crm is not in the catalog.'],
    [
      'no version fits',
      [crm(), emea({ version: '^2.0.0' })],
      'No version that was accepted is in its range.',
    ],
    [
      'its app is deprecated',
      [
        crm({
          lifecycle: {
            stage: 'deprecated',
            deprecation: { announced: '2026-10-01', sunset: '2027-10-01', replacement: 'crm2' },
          },
        }),
        emea(),
      ],
      'crm is deprecated, so nobody new begins to use it. Install crm2 in its place.',
    ],
    [
      'its driver is not set up',
      [crm(), emea({ driver: 'gitops' })],
      'The driver gitops is not set up here.',
    ],
  ])('waits and says why when %s', async (_, manifests, blocked) => {
    await put(...manifests);
    expect(world.calls).toEqual([]);
    expect(await record()).toMatchObject({ blocked, state: { phase: 'absent' } });
  });

  it('waits for a version that was looked through', async () => {
    await writeCatalog(store, { put: [crm(), emea()] }, clock.now());
    await store.db.updateTable('entity_version').set({ verdict: 'fail' }).execute();
    await provision.settle();
    expect(world.notes.size).toBe(0);
  });
});

describe('when nothing changes', () => {
  it('asks no driver and writes nothing, however often it starts anew', async () => {
    await put(crm(), emea());
    await passes(MINUTE);
    world.calls.length = 0;
    const before = await record();
    await provision.stop();
    provision = start();
    await provision.settle();
    await passes(10 * MINUTE);
    expect(world.calls).toEqual([]);
    expect(await record()).toEqual(before);
  });
});

describe('when something changes', () => {
  beforeEach(() => put(crm(), emea()));

  it('becomes the newest version of its range', async () => {
    await put(crm({ version: '1.1.0' }));
    expect(version()).toBe('1.1.0');
    await put(crm({ version: '2.0.0' }));
    expect(version()).toBe('1.1.0');
    expect(await told()).toEqual(['installation.provisioned', 'installation.upgraded']);
  });

  it('is configured anew', async () => {
    await put(emea({ config: { market: 'us' } }));
    expect(world.notes.get('crm-emea')?.config).toEqual({ market: 'us' });
    expect((await told()).at(-1)).toBe('installation.configured');
  });

  it('stands still, and goes on', async () => {
    await put(emea({ suspended: true }));
    expect(world.notes.get('crm-emea')?.suspended).toBe(true);
    await put(emea());
    expect(world.notes.get('crm-emea')?.suspended).toBe(false);
    expect((await told()).slice(1)).toEqual(['installation.suspended', 'installation.resumed']);
  });

  it('is taken down when its file goes, and forgotten', async () => {
    await edit({ remove: [{ kind: 'Installation', id: 'crm-emea' }] });
    expect(world.notes.size).toBe(0);
    expect(await record()).toBeUndefined();
    expect((await told()).at(-1)).toBe('installation.deprovisioned');
  });

  it('goes on when its app is deprecated or gone', async () => {
    await edit({ remove: [{ kind: 'App', id: 'crm' }] });
    expect(version()).toBe('1.0.0');
  });

  it('waits for consent to what asks for more, and runs what it ran meanwhile', async () => {
    const more = { version: '1.1.0', permissions: [{ name: 'crm', scopes: ['crm:leads:write'] }] };
    await put(crm(more));
    expect(version()).toBe('1.0.0');
    expect((await record())?.awaiting).toEqual({ version: '1.1.0', grants: ['scope crm:leads:write'] });
    expect((await told()).at(-1)).toBe('installation.consent-needed');
    await put(emea({ consent: '1.1.0' }));
    expect(version()).toBe('1.1.0');
    expect((await record())?.awaiting).toBeUndefined();
  });

  it('goes back to what was healthy when the next version is not, and does not try that again', async () => {
    world.becomes('crm-emea', 'healthy');
    await provision.settle();
    world.health.set('crm-emea', 'unhealthy');
    await put(crm({ version: '1.1.0' }));
    await passes(MINUTE);
    expect(version()).toBe('1.1.0');
    await passes(5 * MINUTE);
    world.health.set('crm-emea', 'healthy');
    await provision.settle();
    expect(version()).toBe('1.0.0');
    expect((await told()).slice(1)).toEqual([
      'installation.upgraded',
      'installation.unhealthy',
      'installation.rolled-back',
    ]);
    await passes(60 * MINUTE);
    expect(version()).toBe('1.0.0');
    await put(crm({ version: '1.2.0' }));
    expect(version()).toBe('1.2.0');
  });

  it('is mended when somebody else has changed it', async () => {
    world.notes.clear();
    provision.audit();
    await provision.settle();
    expect(version()).toBe('1.0.0');
    expect((await told()).at(-1)).toBe('installation.repaired');
  });

  it('touches one of many', async () => {
    const others = Array.from({ length: 20 }, (_, i) => emea({ id: `crm-${i}` }));
    await put(...others);
    world.calls.length = 0;
    await put(emea({ id: 'crm-7', config: { market: 'us' } }));
    expect(world.calls).toEqual(['apply crm-7']);
  });

  it('is taken down when a deadline has ended it, and begins anew when that is put off', async () => {
    const done = JSON.stringify([{ type: 'action', action: 'deprovision', at: clock.now() }]);
    const at = clock.now();
    await store.db
      .insertInto('lifecycle_case')
      .values({
        ...{
          kind: 'Installation',
          id: 'crm-emea',
          trigger: 'expiry',
          since: at,
          due_at: at,
          next_due_at: null,
        },
        ...({ done, actions: '[]' } as object),
      })
      .execute();
    await put(emea());
    expect(world.notes.size).toBe(0);
    expect((await record())?.firstSeenAt).toEqual(at);
    await store.db.deleteFrom('lifecycle_case').execute();
    await put(emea());
    expect(version()).toBe('1.0.0');
  });
});

describe('when a driver fails', () => {
  it('tries again later and later, tells it once, and then that it is well', async () => {
    world.failing.set('crm-emea', 'unreachable');
    await put(crm(), emea());
    expect(await record()).toMatchObject({ error: 'It is unreachable.', attempts: 1, doing: 'apply' });
    await passes(1_000);
    expect(world.calls).toHaveLength(1);
    await passes(5_000);
    expect(world.calls).toHaveLength(2);
    world.failing.clear();
    await passes(MINUTE);
    expect(await record()).toMatchObject({ attempts: 0, error: undefined, doing: undefined });
    expect(await told()).toEqual(['installation.failed', 'installation.provisioned']);
  });

  it('waits for a change where only a change can help', async () => {
    world.failing.set('crm-emea', 'invalid');
    await put(crm(), emea());
    await passes(60 * MINUTE);
    expect(world.calls).toHaveLength(1);
    world.failing.clear();
    await put(emea({ config: { market: 'eu' } }));
    expect(version()).toBe('1.0.0');
  });

  it('takes down what may have been begun, though it never ended well', async () => {
    world.failing.set('crm-emea', 'unreachable');
    await put(crm(), emea());
    await edit({ remove: [{ kind: 'Installation', id: 'crm-emea' }] });
    world.failing.clear();
    await passes(20 * MINUTE);
    expect(world.calls.at(-1)).toBe('remove crm-emea');
    expect(await record()).toBeUndefined();
  });
});

describe('when a driver holds what nobody wants', () => {
  it('takes that down', async () => {
    await put(crm(), emea());
    world.notes.set('stray', anInstance({ id: 'stray' }));
    provision.audit();
    await provision.settle();
    expect([...world.notes.keys()]).toEqual(['crm-emea']);
  });

  it('leaves it alone when it is too much to be believed', async () => {
    await put(crm(), emea());
    for (let i = 0; i < 6; i++) world.notes.set(`stray-${i}`, anInstance({ id: `stray-${i}` }));
    provision.audit();
    await provision.settle();
    expect(world.notes.size).toBe(7);
  });
});

describe('when the process is killed at every step', () => {
  it.each<[string, readonly CatalogEdit[], string | undefined]>([
    ['of a provision', [{ put: [crm(), emea()] }], '1.0.0'],
    ['of an upgrade', [{ put: [crm(), emea()] }, { put: [crm({ version: '1.1.0' })] }], '1.1.0'],
    [
      'of a deprovision',
      [{ put: [crm(), emea()] }, { remove: [{ kind: 'Installation', id: 'crm-emea' }] }],
      undefined,
    ],
  ])('%s, another one brings it to its end, once', async (_, edits, expected) => {
    await provision.stop();
    const last = edits.at(-1) ?? {};
    for (let step = 1; ; step += 1) {
      world.notes.clear();
      for (const table of ['installation_state', 'entity', 'entity_version', 'event'] as const)
        await store.db.deleteFrom(table).execute();
      provision = start();
      for (const change of edits.slice(0, -1)) await edit(change);
      await provision.stop();
      const crash = new Crash(step);
      await writeCatalog(store, last, clock.now());
      provision = runProvision({
        ...{ store, clock, crash },
        openDrivers: () => new Map([['local', world.open(crash)]]),
      });
      await until(
        () => crash.happened || clock.sleeping > 0,
        (isOver) => isOver,
      );
      if (!crash.happened) await provision.settle();
      await provision.stop();
      provision = start();
      await provision.settle();
      await passes(60 * MINUTE);
      expect(version(), `after step ${step}`).toBe(expected);
      expect(world.notes.size).toBe(expected === undefined ? 0 : 1);
      expect((await record())?.state.running?.version).toBe(expected);
      expect((await record())?.doing).toBeUndefined();
      await provision.stop();
      if (!crash.happened) return;
    }
  });
});
