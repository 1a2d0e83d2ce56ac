import { anApp, aTeam, aWaiver } from '@souk/model/testing/manifests.ts';
import { syncAdvisories } from '@souk/vetting/vulnerability/store/sync-advisories.ts';
import { aRecord } from '@souk/vetting/vulnerability/testing/advisories.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { createVettingService } from './create-vetting-service.ts';
import { aBill, VettingWorld } from './testing/vetting-world.ts';

const crm = anApp({ id: 'crm', license: 'MIT', sbom: 'sbom.cdx.json', lifecycle: { stage: 'published' } });
const plain = anApp({ id: 'plain', license: 'MIT', lifecycle: { stage: 'published' } });
const flaw = { rule: 'vulnerability/known', kind: 'App', id: 'crm', level: 'deny', waived_by: null };

describe.each(stores)('when the entries of a registry on $name are looked through', ({ skip, open }) => {
  let store: Store;
  let world: VettingWorld;
  let running: Promise<void>;

  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());
  beforeEach(async ({ skip: skipTest }) => {
    skipTest(skip);
    await resetStore(store);
    world = new VettingWorld(store);
    await world.publishAdvisories(aRecord());
    await syncAdvisories({
      ...{ source: { folder: world.source }, dir: world.advisories, ecosystem: 'npm' },
      ...{ now: world.clock.now(), tellBytes: () => undefined, tellRecords: () => undefined },
    });
    world.put(aTeam());
    world.put(plain);
    world.put(crm, { 'sbom.cdx.json': aBill('crm', crm.version) });
  });
  afterEach(async () => {
    if (skip) return;
    world.end();
    await running;
    world[Symbol.dispose]();
  });

  const findings = (rule = 'vulnerability/known') =>
    store.db
      .selectFrom('finding')
      .select(['rule', 'kind', 'id', 'level', 'waived_by'])
      .where('origin', '=', 'vetting')
      .where('rule', '=', rule)
      .execute();
  const vetted = () => store.db.selectFrom('vetting').selectAll().orderBy('id').execute();
  const events = async () =>
    (await store.db.selectFrom('event').select(['type', 'id']).orderBy('seq').execute()).map(
      ({ type, id }) => `${type} ${id}`,
    );
  const conditions = () =>
    store.db.selectFrom('condition').select(['id', 'type', 'status', 'reason']).orderBy('id').execute();

  async function start(): Promise<void> {
    running = createVettingService(world).run(world.term);
    await rest(2);
  }
  /** Waits until so many entries were looked through and nothing is left to do. */
  async function rest(entries: number): Promise<void> {
    await until(vetted, (rows) => rows.length === entries);
    await until(
      () => world.clock.sleeping,
      (sleeping) => sleeping > 0,
    );
  }

  it('writes down what is found, the score, the condition and what happened', async () => {
    await world.sync();
    await start();
    expect(await findings()).toEqual([flaw]);
    expect(await conditions()).toEqual([
      { id: 'crm', type: 'Vetted', status: 'False', reason: 'Denied' },
      { id: 'plain', type: 'Vetted', status: 'True', reason: expect.any(String) },
    ]);
    expect((await vetted()).map(({ id, verdict, score }) => [id, verdict, score?.badge])).toEqual([
      ['crm', 'fail', 'community'],
      ['plain', 'pass', expect.any(String)],
    ]);
    expect(await events()).toEqual(['app.judged crm', 'app.judged plain']);
  });

  it('seals the version with what was found first', async () => {
    await world.sync();
    await start();
    const read = () =>
      store.db
        .selectFrom('entity_version')
        .select(['verdict', 'score', 'findings', 'vetted_at'])
        .where('id', '=', 'crm')
        .executeTakeFirstOrThrow();
    const sealed = await read();
    expect(sealed).toMatchObject({ verdict: 'fail', score: { badge: 'community' } });
    expect(sealed.findings?.map(({ rule }) => rule)).toContain(flaw.rule);
    world.clock.advance(1_000);
    await world.sync('low');
    await until(findings, ([row]) => row?.level === 'warn');
    expect(await read()).toEqual(sealed);
  });

  it('writes nothing while nothing that it depends on changes', async () => {
    await world.sync();
    await start();
    const [before, announced] = [await vetted(), world.announced];
    world.clock.advance(60_000);
    world.put(aTeam({ id: 'other' }));
    await world.sync();
    await rest(2);
    expect(await vetted()).toEqual(before);
    expect(world.announced).toBe(announced + 1);
  });

  it('looks again at the one whose files change, and tells what is new to deny', async () => {
    world.put(crm, { 'sbom.cdx.json': aBill('crm', crm.version, 'lodash@4.17.21') });
    await world.sync();
    await start();
    expect(await findings()).toEqual([]);
    world.put(crm, { 'sbom.cdx.json': aBill('crm', crm.version) });
    await world.sync();
    await until(findings, (rows) => rows.length === 1);
    expect((await events()).slice(2)).toEqual(['app.judged crm', 'app.vulnerable crm']);
  });

  it('lets waivers count, and tells of those that silence nothing', async () => {
    const waiver = (about: string) =>
      aWaiver({
        id: 'known-flaw',
        rule: flaw.rule,
        entity: 'App/crm',
        ...{ about, expiresAt: '2026-06-20' },
      } as Parameters<typeof aWaiver>[0]);
    world.put(waiver('CVE-2021-23337 pkg:npm/other'));
    await world.sync();
    await start();
    expect(await findings()).toEqual([flaw]);
    expect(await findings('waiver/unused')).toMatchObject([{ kind: 'Waiver', id: 'known-flaw' }]);
    world.put(waiver('CVE-2021-23337 pkg:npm/lodash'));
    await world.sync();
    await until(findings, ([row]) => row?.waived_by === 'known-flaw');
    expect(await findings('waiver/unused')).toEqual([]);
    expect((await conditions())[0]).toMatchObject({ status: 'True' });
  });

  it('takes back what it said of a waiver that is about something else now', async () => {
    const waiver = (rule: string) => aWaiver({ id: 'odd', rule, entity: 'App/crm', expiresAt: '2026-06-20' });
    world.put(waiver('secret/token'));
    await world.sync();
    await start();
    expect(await findings('waiver/unused')).toHaveLength(1);
    world.put(waiver('lifecycle/notice'));
    await world.sync();
    await until(
      () => findings('waiver/unused'),
      (rows) => rows.length === 0,
    );
  });

  it('counts a pass that failed', async () => {
    await world.sync();
    const write = (): Promise<never> => Promise.reject(new Error('no disk'));
    running = createVettingService(world).run({ ...world.term, write });
    await until(
      () => world.clock.sleeping,
      (sleeping) => sleeping > 0,
    );
    expect(world.failures).toEqual(['vetting']);
  });

  it('goes on where it was interrupted', async () => {
    await world.sync();
    await start();
    world.end();
    await running;
    const before = await vetted();
    const next = new VettingWorld(store);
    Object.assign(next, { currentSnapshot: world.currentSnapshot, readFile: world.readFile });
    running = createVettingService(next).run(next.term);
    await until(
      () => next.clock.sleeping,
      (sleeping) => sleeping > 0,
    );
    next.end();
    expect(next.announced).toBe(0);
    expect(await vetted()).toEqual(before);
  });

  it('finds again in the next term what was left, and says how much waits', async () => {
    await world.sync();
    const { announce } = world;
    const service = createVettingService(world);
    const waiting: number[] = [];
    world.announce = async () => {
      waiting.push(service.backlog());
      world.end();
      await announce();
    };
    running = service.run(world.term);
    await running;
    expect([waiting, service.backlog(), await vetted()]).toEqual([[2], 0, [expect.anything()]]);
    const next = new VettingWorld(store);
    Object.assign(next, { currentSnapshot: world.currentSnapshot, readFile: world.readFile });
    running = createVettingService(next).run(next.term);
    await until(vetted, (rows) => rows.length === 2);
    next.end();
  });
});
