import { renameSync, rmSync } from 'node:fs';
import type { Manifest } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { anApp, aTeam } from '../testing/catalog-snapshot.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { aSource, aTree, FederatedWorld, type WorldOptions } from './testing/federated-world.ts';

const own = anApp({ id: 'crm', name: 'Our CRM' });
const theirs = anApp({ id: 'crm', name: 'Their CRM', owner: 'sales-tools' });
const many = Array.from({ length: 12 }, (_, i) => anApp({ id: `app-${i}` }));
const synced = ({ state }: Record<string, unknown>): boolean => state === 'synced';

describe.each(stores)('federation on $name', ({ skip, open }) => {
  let store: Store;
  let world: FederatedWorld;

  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(async () => {
    if (!skip) await store.close();
  });
  afterEach(async () => {
    if (!skip) await world.close();
  });

  const openWorld = async (options?: WorldOptions): Promise<FederatedWorld> => {
    world = await FederatedWorld.open(store, options);
    return world;
  };

  it.skipIf(skip)(
    'shows another catalog under its namespace, beside our own entry of the same id',
    async () => {
      const { remote, push } = await bound();
      const asia = remote('asia');
      const commit = asia.push(aTree(theirs, aTeam({ id: 'sales-tools' })), undefined);
      await push({ manifests: [own, aSource(asia)] });
      expect(await world.source('asia', synced)).toMatchObject({ commit, entities: 1, namespace: 'apac' });
      expect(await world.names()).toEqual(['App/apac:crm', 'App/crm']);
      expect(await world.get('/api/v1/entities/App/apac:crm')).toMatchObject({
        id: 'apac:crm',
        name: 'Their CRM',
        owner: 'apac:sales-tools',
        origin: { source: 'asia', namespace: 'apac', installable: false },
        manifest: { id: 'apac:crm', owner: 'apac:sales-tools' },
        references: [{ relation: 'owner', id: 'apac:sales-tools', exists: false }],
        findings: [],
        conditions: [],
      });
      expect(await world.get('/api/v1/entities/App/crm')).toMatchObject({ name: 'Our CRM' });
      expect(await world.names('&q=their')).toEqual(['App/apac:crm']);
    },
  );

  it.skipIf(skip)(
    'tells of changes in the feed, of each sync in the audit log, and raises the revision',
    async () => {
      const { remote, push } = await bound();
      const asia = remote('asia');
      const first = asia.push(aTree(theirs), undefined);
      await push({ manifests: [aSource(asia)] });
      await world.source('asia', synced);
      const { revision } = await world.get('/api/v1/entities');
      const second = asia.push(aTree({ ...theirs, version: '2.0.0' }), first);
      world.poll();
      await world.source('asia', ({ commit }) => commit === second);
      expect((await world.get('/api/v1/entities'))['revision']).not.toBe(revision);
      const { items } = await world.get('/api/v1/changes?limit=200');
      expect(items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ type: 'added', id: 'apac:crm', commit: first }),
          expect.objectContaining({ type: 'modified', id: 'apac:crm', version: '2.0.0', commit: second }),
        ]),
      );
      expect(await world.get('/api/v1/audit?subject=Source/asia')).toMatchObject({
        items: expect.arrayContaining([
          expect.objectContaining({
            actor: { name: 'Ada (of source asia)' },
            action: 'federated',
            commit: second,
            detail: expect.objectContaining({ foreign: true, email: 'ada@example.com', modified: 1 }),
          }),
        ]),
      });
    },
  );

  it.skipIf(skip)('takes nothing from it that could decide anything here', async () => {
    const { remote, push } = await bound();
    const asia = remote('asia');
    asia.push(aTree(theirs, ...governing), undefined);
    const source = aSource(asia, { kinds: ['App', 'Connector', 'Team', 'Collection'] });
    await push({ manifests: [own, source] });
    await world.source('asia', synced);
    const all = await store.db.selectFrom('entity').select(['kind', 'id', 'source_id']).execute();
    const foreign = all.filter(({ source_id }) => source_id !== null);
    expect(foreign).toEqual([{ kind: 'App', id: 'apac:crm', source_id: 'asia' }]);
    const versions = await store.db.selectFrom('entity_version').select('id').execute();
    expect(versions.filter(({ id }) => id.includes(':'))).toEqual([]);
  });

  it.skipIf(skip)('survives syncs of our own catalog, and does not change what they hold', async () => {
    const { remote, push } = await bound();
    const asia = remote('asia');
    asia.push(aTree(theirs), undefined);
    await push({ manifests: [own, aSource(asia)] });
    await world.source('asia', synced);
    await push({ manifests: [aSource(asia), anApp({ id: 'erp' })] });
    expect(await world.names()).toEqual(['App/apac:crm', 'App/erp']);
  });

  it.skipIf(skip)('leaves out broken files and links, and says so; what they said before stays', async () => {
    const { remote, push } = await bound();
    const asia = remote('asia');
    const erp = anApp({ id: 'erp' });
    const first = asia.push(aTree(theirs, erp), undefined);
    await push({ manifests: [aSource(asia)] });
    await world.source('asia', synced);
    const tree = aTree({ ...theirs, version: 'none' }, { ...erp, version: '3.0.0' });
    const second = asia.push({ ...tree, 'catalog/apps/odd/manifest.yaml': 'id: apac:../crm\n\tkind' }, first);
    world.poll();
    const { error } = await world.source('asia', ({ commit }) => commit === second);
    expect(error).toMatch(/^2 of its files are left out, such as catalog\/apps\/crm\/manifest.yaml: /);
    expect(await world.get('/api/v1/entities/App/apac:crm')).toMatchObject({ version: '1.0.0' });
    expect(await world.get('/api/v1/entities/App/apac:erp')).toMatchObject({ version: '3.0.0' });
  });

  it.skipIf(skip)(
    'keeps what it knows while the other catalog is away or empty, and recovers by itself',
    async () => {
      const { remote, push } = await bound();
      const asia = remote('asia');
      const first = asia.push(aTree(theirs), undefined);
      await push({ manifests: [aSource(asia)] });
      await world.source('asia', synced);
      renameSync(asia.dir, `${asia.dir}.away`);
      world.poll();
      await world.source('asia', ({ state }) => state === 'failed');
      renameSync(`${asia.dir}.away`, asia.dir);
      const empty = asia.push({}, first);
      world.poll();
      const { error } = await world.source('asia', ({ state }) => state === 'refused');
      expect(error).toBe(
        'It holds nothing that can be read, but 1 entities are known from it. Nothing was removed.',
      );
      expect(await world.names()).toEqual(['App/apac:crm']);
      const back = asia.push(aTree({ ...theirs, version: '2.0.0' }), empty);
      world.poll();
      expect(await world.source('asia', synced)).toMatchObject({ commit: back, entities: 1 });
      expect(world.failures).toEqual(['federation', 'federation']);
    },
  );

  it.skipIf(skip)('believes a large removal only when our marketplace approves it', async () => {
    const { remote, push } = await bound();
    const asia = remote('asia');
    const first = asia.push(aTree(...many), undefined);
    await push({ manifests: [aSource(asia)] });
    await world.source('asia', synced);
    const second = asia.push(aTree(...many.slice(0, 4)), first);
    world.poll();
    const { error } = await world.source('asia', ({ commit }) => commit === second);
    expect(error).toContain(`8 entities are gone there`);
    expect(await world.names()).toHaveLength(12);
    const approved = { reconcile: { removals: { approved: [second] } } };
    await push({ manifests: [aSource(asia), { ...marketplace, ...approved }] });
    await world.source('asia', ({ entities }) => entities === 4);
    expect(await world.names()).toHaveLength(4);
  });

  it.skipIf(skip)(
    'goes on asking about the commit that asked first, however far the other branch has moved on',
    async () => {
      const { remote, push } = await bound();
      const asia = remote('asia');
      const first = asia.push(aTree(...many), undefined);
      await push({ manifests: [aSource(asia)] });
      await world.source('asia', synced);
      const second = asia.push(aTree(...many.slice(0, 4)), first);
      world.poll();
      await world.source('asia', ({ commit }) => commit === second);
      const third = asia.push(aTree(...many.slice(0, 4), theirs), second);
      world.poll();
      const { error } = await world.source('asia', ({ commit }) => commit === third);
      expect(error).toContain(`until the marketplace approves commit ${second}.`);
      const approved = { reconcile: { removals: { approved: [second.slice(0, 12)] } } };
      await push({ manifests: [aSource(asia), { ...marketplace, ...approved }] });
      expect(await world.source('asia', ({ entities }) => entities === 5)).not.toHaveProperty('error');
      expect(await store.db.selectFrom('source_held_removal').selectAll().execute()).toEqual([]);
    },
  );

  it.skipIf(skip)(
    'keeps everything of a source whose manifest it can not follow any more, and says why',
    async () => {
      const { remote, push } = await bound();
      const asia = remote('asia');
      asia.push(aTree(...many), undefined);
      await push({ manifests: [aSource(asia)] });
      await world.source('asia', synced);
      await sql`update entity set manifest = (manifest::jsonb - 'owner')::json where kind = 'Source'`.execute(
        store.db,
      );
      await push({ manifests: [aSource(asia), own] });
      const { error } = await world.source('asia', ({ state }) => state === 'failed');
      expect(error).toMatch(/^Its manifest can not be followed by this version of Souk: .*owner.* Mend it; /);
      expect(await world.names()).toHaveLength(13);
      await push({ manifests: [aSource(asia, { name: 'Asia' }), own] });
      expect(await world.source('asia', synced)).toMatchObject({ entities: 12 });
      const { items } = await world.get('/api/v1/changes?limit=200');
      const gone = expect.objectContaining({ type: 'removed', id: expect.stringMatching(/^apac:/) });
      expect(items).not.toContainEqual(gone);
    },
  );

  it.skipIf(skip)('lets go of everything when the source leaves our catalog', async () => {
    const { remote, push } = await bound();
    const asia = remote('asia');
    const first = asia.push(aTree(...many), undefined);
    await push({ manifests: [own, aSource(asia)] });
    await world.source('asia', synced);
    asia.push(aTree(...many.slice(0, 4)), first);
    world.poll();
    await world.source('asia', ({ error }) => error !== undefined);
    await push({ manifests: [own] });
    await until(
      () => world.names(),
      (names) => names.length === 1,
    );
    for (const table of ['source_cursor', 'source_held_removal'] as const)
      expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
    const { items } = await world.get('/api/v1/changes?limit=200');
    expect(items).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: 'removed', id: 'apac:app-11' })]),
    );
  });

  it.skipIf(skip)('refuses the second source of a namespace, and hands the namespace on', async () => {
    const { remote, push } = await bound();
    const [asia, japan] = [remote('asia'), remote('japan')];
    asia.push(aTree(theirs), undefined);
    japan.push(aTree(anApp({ id: 'crm', name: 'CRM of Japan' })), undefined);
    const second = aSource(japan, { id: 'japan' });
    await push({ manifests: [aSource(asia), second] });
    await world.source('asia', synced);
    const { error } = await world.source('japan', ({ state }) => state === 'refused');
    expect(error).toContain('"apac" is that of the source "asia" already');
    await push({ manifests: [second] });
    await world.source('japan', synced);
    expect(await world.get('/api/v1/entities/App/apac:crm')).toMatchObject({ name: 'CRM of Japan' });
  });

  it.skipIf(skip)('writes nothing while nothing changes', async () => {
    const { remote, push } = await bound();
    const [asia, japan] = [remote('asia'), remote('japan')];
    asia.push(aTree(theirs), undefined);
    rmSync(japan.dir, { recursive: true });
    await push({ manifests: [aSource(asia), aSource(japan, { id: 'japan', namespace: 'jp' })] });
    await world.source('asia', synced);
    await world.source('japan', ({ state }) => state === 'failed');
    const before = await world.writes();
    for (let i = 0; i < 3; i++) {
      const asked = world.asked();
      world.poll();
      await until(
        () => world.asked(),
        (count) => count >= asked + 2,
      );
    }
    expect(await world.writes()).toEqual(before);
  });

  it.skipIf(skip)('refuses addresses inside the network and files where others are served', async () => {
    const { remote, push } = await bound({ allowFiles: false });
    const asia = remote('asia');
    asia.push(aTree(theirs), undefined);
    const inside = aSource(asia, { id: 'inside', namespace: 'in', url: 'https://git.example.com/c.git' });
    await push({ manifests: [aSource(asia), inside] });
    const file = await world.source('asia', ({ state }) => state === 'refused');
    expect(file['error']).toContain('only by a controller that listens on a loopback address');
    const { error } = await world.source('inside', ({ state }) => state === 'refused');
    expect(error).toContain('git.example.com: 10.0.0.7 is not on the public internet');
  });

  it.skipIf(skip)('takes nothing of a source that is too large', async () => {
    const { remote, push } = await bound({ limits: { entities: 10 } });
    const [asia, japan] = [remote('asia'), remote('japan')];
    asia.push(aTree(...many), undefined);
    japan.push(aTree(theirs), undefined);
    await push({ manifests: [aSource(asia), aSource(japan, { id: 'japan', namespace: 'jp' })] });
    const { error } = await world.source('asia', ({ state }) => state === 'refused');
    expect(error).toContain('more than 10 entities');
    await world.source('japan', synced);
    expect(await world.names()).toEqual(['App/jp:crm']);
  });

  it.skipIf(skip)('hides what only some teams see from everybody who may be anybody', async () => {
    const { remote, push } = await bound({ host: '0.0.0.0' });
    const [asia, japan] = [remote('asia'), remote('japan')];
    asia.push(aTree(theirs), undefined);
    japan.push(aTree(anApp({ id: 'mail', name: 'Their mail', domain: 'post' })), undefined);
    const secret = aSource(asia, { visibleTo: ['data-platform'] });
    await push({ manifests: [own, secret, aSource(japan, { id: 'japan', namespace: 'jp' })] });
    await world.source('japan', synced);
    await until(
      () => store.db.selectFrom('entity').select('id').where('source_id', '=', 'asia').execute(),
      (rows) => rows.length === 1,
    );
    await world.served();
    const shown = ['App/crm', 'App/jp:mail'];
    expect(await world.names()).toEqual(shown);
    expect(await world.names('&sort=-updated')).toHaveLength(2);
    expect(await world.names('&q=their')).toEqual(['App/jp:mail']);
    expect(await world.get('/api/v1/entities?q=crm')).toMatchObject({ total: 1 });
    expect(await world.get('/api/v1/facets')).toMatchObject({ total: 2 });
    expect(JSON.stringify(await world.get('/api/v1/facets'))).not.toContain('apac');
    expect(await world.get('/api/v1/entities/App/apac:crm')).toMatchObject({ code: 'entity-not-found' });
    expect(await world.get('/api/v1/entities/App/apac:crm/versions')).toMatchObject({
      code: 'entity-not-found',
    });
    expect(JSON.stringify(await world.get('/api/v1/changes?limit=200'))).not.toContain('apac:');
    expect(await world.get('/api/v1/status')).toMatchObject({ entities: { byKind: { App: 2 } } });
    const status = await world.get('/api/v1/sources/asia');
    expect(status).toMatchObject({ state: 'synced', visibleTo: ['data-platform'] });
    expect(status).not.toHaveProperty('entities');
    await push({ manifests: [own, aSource(asia)] });
    expect(await world.names()).toContain('App/apac:crm');
  });

  async function bound(options?: WorldOptions) {
    const opened = await openWorld(options);
    return { remote: opened.remote.bind(opened), push: opened.push.bind(opened) };
  }
});

const marketplace: Manifest = {
  apiVersion: 'souk/v1',
  kind: 'Marketplace',
  id: 'marketplace',
  name: 'Marketplace',
};

const governing: readonly Manifest[] = [
  marketplace,
  {
    apiVersion: 'souk/v1',
    kind: 'Waiver',
    id: 'everything',
    rule: 'schema/type',
    entity: 'App/crm',
    reason: 'Because we say so.',
    owner: 'sales-tools',
    expires: '2026-12-31',
  },
  {
    apiVersion: 'souk/v1',
    kind: 'Subscription',
    id: 'listen',
    team: 'sales-tools',
    channel: 'webhook',
    events: ['*'],
  },
] as unknown as readonly Manifest[];
