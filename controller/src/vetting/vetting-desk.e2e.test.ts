import { anApp, aTeam, aWaiver } from '@souk/model/testing/manifests.ts';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { VettingWorld } from './testing/vetting-world.ts';
import { VettingDesk } from './vetting-desk.ts';

const app = (id: string, version = '1.0.0') => anApp({ id, version, license: 'MIT' });

describe.each(stores)('when entries of a registry on $name wait to be looked through', ({ skip, open }) => {
  let store: Store;
  let world: VettingWorld;
  let desk: VettingDesk;
  let told: string[];

  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());
  beforeEach(async ({ skip: skipTest }) => {
    skipTest(skip);
    await resetStore(store);
    world = new VettingWorld(store);
    world.put(aTeam());
    for (const id of ['a', 'b', 'c']) world.put(app(id));
    told = [];
    const logger = pino(
      { level: 'error' },
      { write: (line: string) => void told.push(JSON.parse(line).msg) },
    );
    desk = new VettingDesk(world.term, Object.assign(world, { logger }));
  });
  afterEach(() => world?.[Symbol.dispose]());

  const looked = async () =>
    (await store.db.selectFrom('event').select(['id', 'data']).orderBy('seq').execute()).map(
      ({ id, data }) => `${id} ${(data as { version: string }).version}`,
    );
  const vetted = async () =>
    (await store.db.selectFrom('vetting').select('id').orderBy('id').execute()).map(({ id }) => id);
  const inputs = async () => {
    const rows = await store.db.selectFrom('vetting').select(['id', 'input']).orderBy('id').execute();
    return new Map(rows.map(({ id, input }) => [id, input]));
  };
  const waiverFindings = () =>
    store.db.selectFrom('finding').select('rule').where('kind', '=', 'Waiver').execute();
  /** Does something once, right after the first entry was looked through. */
  function afterFirst(something: () => Promise<void>): void {
    const { announce } = world;
    world.announce = async () => {
      world.announce = announce;
      await something();
    };
  }

  it('looks at what was touched and at nothing else', async () => {
    await world.sync();
    await desk.pass();
    expect([await vetted(), desk.depth]).toEqual([['a', 'b', 'c'], 0]);
    await store.db.deleteFrom('vetting').execute();
    world.touch({ changed: ['App/b', 'Team/sales', 'App/gone'] });
    await desk.pass();
    expect(await vetted()).toEqual(['b']);
  });

  it('looks again at one of another risk though nobody committed anything', async () => {
    await world.sync();
    await desk.pass();
    const before = await inputs();
    await store.db.updateTable('entity').set({ risk: 'high' }).where('id', '=', 'b').execute();
    world.touch({ judged: ['App/b'] });
    await desk.pass();
    const after = await inputs();
    expect(['a', 'b', 'c'].map((id) => before.get(id) === after.get(id))).toEqual([true, false, true]);
  });

  it('goes to what somebody changed before it goes on', async () => {
    await world.sync();
    afterFirst(async () => world.touch({ changed: ['App/c'] }));
    await desk.pass();
    expect(await looked()).toEqual(['a 1.0.0', 'c 1.0.0', 'b 1.0.0']);
  });

  it('does not look at one that was touched meanwhile before it knows how it is now', async () => {
    await world.sync('medium', { changed: ['App/a', 'App/b', 'App/c'] });
    afterFirst(async () => {
      world.put(app('b'), { 'notes.md': 'Read this first.' });
      await world.sync('medium', { changed: ['App/b'] });
    });
    await desk.pass();
    expect(await looked()).toEqual(['a 1.0.0', 'c 1.0.0', 'b 1.0.0']);
  });

  it('goes on with the others when the registry moves on', async () => {
    await world.sync();
    afterFirst(async () => {
      world.put(app('d'));
      await world.sync('medium', {});
    });
    await desk.pass();
    expect(await looked()).toEqual(['a 1.0.0', 'b 1.0.0', 'c 1.0.0']);
  });

  it('waits for a sync before each entry', async () => {
    await world.sync();
    afterFirst(async () => {
      world.put(app('b', '2.0.0'));
      world.calm = world.sync('medium', { judged: ['App/b'] });
    });
    await desk.pass();
    expect(await looked()).toEqual(['a 1.0.0', 'b 2.0.0', 'c 1.0.0']);
  });

  it('says once why policies cannot be opened, and keeps what waits', async () => {
    world.policies.set('policies/bundle/manifest.json', '{');
    await world.sync();
    await desk.pass();
    await world.sync();
    await desk.pass();
    expect(told).toEqual([expect.stringContaining('no entry can be looked through')]);
    expect([await vetted(), desk.depth]).toEqual([[], 3]);
    await world.putPolicies(20);
    await world.sync();
    await desk.pass();
    expect([await vetted(), desk.depth]).toEqual([['a', 'b', 'c'], 0]);
  });

  it('looks at everything for other policies, and for the same at nothing', async () => {
    await world.putPolicies(20);
    await world.sync();
    await desk.pass();
    const before = await inputs();
    await world.sync();
    await desk.pass();
    expect(await inputs()).toEqual(before);
    await world.putPolicies(21);
    await world.sync();
    await desk.pass();
    const after = await inputs();
    expect([...after].filter(([id, input]) => before.get(id) === input)).toEqual([]);
  });

  it('finds again what was left when it failed', async () => {
    await world.sync();
    let writes = 0;
    const write: Term['write'] = async (work) => {
      if (++writes === 2) throw new Error('no disk');
      return world.term.write(work);
    };
    const failing = new VettingDesk({ ...world.term, write }, world);
    await expect(failing.pass()).rejects.toThrow('no disk');
    expect([await vetted(), failing.depth]).toEqual([['a'], 2]);
    await failing.pass();
    expect([await vetted(), failing.depth]).toEqual([['a', 'b', 'c'], 0]);
  });

  it('takes back what it said of a waiver whose entry is gone', async () => {
    world.put(aWaiver({ id: 'odd', rule: 'secret/token', entity: 'App/c', expiresAt: '2026-06-20' }));
    await world.sync();
    await desk.pass();
    expect(await waiverFindings()).toHaveLength(1);
    world.shop.git('rm', '-q', 'catalog/apps/c/manifest.yaml');
    await world.sync('medium', { changed: ['App/c'] });
    await desk.pass();
    expect(await waiverFindings()).toEqual([]);
  });
});
