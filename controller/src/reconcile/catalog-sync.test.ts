import { startOf } from '@souk/model/finding/finding.ts';
import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readEvents } from '../events/read-events.ts';
import type { Store } from '../store/store.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { calmJudge } from '../testing/calm-judge.ts';
import { CatalogHistory, type Tree } from '../testing/catalog-history.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { readWritings } from '../testing/read-writings.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { WorkQueue } from '../work/work-queue.ts';
import type { CatalogJudge } from './catalog-judge.ts';
import { CatalogSync } from './catalog-sync.ts';
import { readSyncCursor } from './sync-cursor.ts';

const { tracing } = silentTelemetry();
const logger = pino({ level: 'silent' });

const CRM = 'catalog/apps/crm/manifest.yaml';
const SALES = 'catalog/teams/sales.yaml';
const proposal = { version: '1.0.0', owner: 'sales', lifecycle: { stage: 'proposed' as const } };
const crm = (change: object = {}) => stringify({ ...anApp({ id: 'crm', ...proposal }), ...change });
const sales = stringify(aTeam({ id: 'sales' }));
const both: Tree = { [CRM]: crm(), [SALES]: sales };
const bob = { name: 'Bob', email: 'bob@example.com' };
const many = (count: number): Tree =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `catalog/apps/app-${i}/manifest.yaml`,
      stringify(anApp({ id: `app-${i}`, ...proposal })),
    ]),
  );

for (const { name, skip, open } of stores) {
  describe.skipIf(skip)(`on ${name}`, () => {
    let store: Store;
    let source: CatalogHistory;
    let clock: FakeClock;
    let queue: WorkQueue;
    let sync: CatalogSync;
    beforeAll(async () => {
      store = await open();
    }, 60_000);
    afterAll(() => store?.close());
    beforeEach(async () => {
      await resetStore(store);
      source = new CatalogHistory();
      start();
    });

    function start(judge: CatalogJudge = calmJudge()): void {
      clock = new FakeClock();
      queue = new WorkQueue(() => 0.5);
      sync = new CatalogSync(
        { source, judge, store, clock, tracing, logger, onWritten: async () => {} },
        queue,
        aTerm(store),
      );
    }

    const follow = (tree: Tree, whole = false) => {
      source.push(tree);
      return sync.follow(whole);
    };
    const entity = (id: string) =>
      store.db.selectFrom('entity').selectAll().where('id', '=', id).executeTakeFirst();
    const eventsAfter = async (after: number) =>
      (await readEvents(store.db, { after, limit: 100 })).map(({ type }) => type);
    const lastEvent = async () => {
      const head = await store.db
        .selectFrom('log_head')
        .select('seq')
        .where('log', '=', 'event')
        .executeTakeFirstOrThrow();
      return Number(head.seq);
    };
    const held = () => store.db.selectFrom('held_removal').select('id').execute();

    describe('when nothing differs', () => {
      it('does nothing at all', async () => {
        await follow(both);
        const before = await readWritings(store);
        expect(await sync.follow(false)).toBeUndefined();
        expect(await readWritings(store)).toEqual(before);
      });

      it('writes nothing either when everything is read and judged anew', async () => {
        await follow({ ...both, 'catalog/odd.yaml': 'kind: [' });
        const before = await readWritings(store);
        expect(await sync.follow(true)).toMatchObject({ added: 0, modified: 0, removed: 0 });
        start();
        await sync.follow(false);
        expect(await readWritings(store)).toEqual(before);
      });

      it('writes nothing for an empty catalog that is empty still', async () => {
        await follow({ 'README.md': '# Nothing yet' });
        const before = await readSyncCursor(store.db);
        start();
        clock.advance(60_000);
        await sync.follow(true);
        expect(await readSyncCursor(store.db)).toEqual(before);
        expect(await store.db.selectFrom('audit').select('seq').execute()).toHaveLength(1);
      });

      it('moves only the cursor for a commit that leaves the catalog alone', async () => {
        await follow(both);
        const { revision } = await readSyncCursor(store.db);
        await follow(both);
        expect(await readSyncCursor(store.db)).toMatchObject({ revision, commit: 'c1', state: 'synced' });
        expect(
          await store.db.selectFrom('applied_commit').select('commit').orderBy('commit').execute(),
        ).toEqual([{ commit: 'c0' }, { commit: 'c1' }]);
      });
    });

    describe('when a file changes', () => {
      it('reads and judges what it touches, and tells of it', async () => {
        await follow({ ...both, ...many(20) });
        const before = await lastEvent();
        const report = await follow({ ...both, ...many(20), [CRM]: crm({ version: '1.1.0' }) });
        expect(report).toMatchObject({ added: 0, modified: 1, removed: 0 });
        expect(source.reads).toEqual({ whole: 1, changes: 1 });
        expect(await eventsAfter(before)).toEqual(['app.modified']);
        expect(await entity('crm')).toMatchObject({ version: '1.1.0', commit: 'c1' });
      });

      it('keeps every version as it was accepted first', async () => {
        await follow(both);
        await follow({ ...both, [CRM]: crm({ version: '1.1.0' }) });
        await follow({
          ...both,
          [CRM]: crm({ version: '1.1.0', summary: 'Another text for the same version.' }),
        });
        const versions = await store.db
          .selectFrom('entity_version')
          .select(['version', 'commit', 'verdict', 'manifest'])
          .orderBy('version')
          .execute();
        expect(versions).toEqual([
          expect.objectContaining({ version: '1.0.0', commit: 'c0', verdict: 'pass' }),
          expect.objectContaining({ version: '1.1.0', commit: 'c1', verdict: 'pass' }),
        ]);
        expect(versions[1]?.manifest).not.toMatchObject({ summary: 'Another text for the same version.' });
      });

      it('tells what others wait for: published, deprecated', async () => {
        await follow({ ...both, [CRM]: crm({ lifecycle: { stage: 'vetted' } }) });
        const before = await lastEvent();
        await follow({ ...both, [CRM]: crm({ lifecycle: { stage: 'published' } }) });
        await follow({ ...both, [CRM]: crm({ lifecycle: { stage: 'published' }, version: '1.1.0' }) });
        await follow({
          ...both,
          [CRM]: crm({
            version: '1.1.0',
            lifecycle: {
              stage: 'deprecated',
              deprecation: { announced: '2026-11-01', sunset: '2027-06-01' },
            },
          }),
        });
        expect(await eventsAfter(before)).toEqual([
          'app.modified',
          'app.published',
          'app.modified',
          'app.published',
          'app.modified',
          'app.deprecated',
        ]);
      });

      it('takes a move for a move', async () => {
        await follow(both);
        const { [CRM]: text = '', ...rest } = both;
        const report = await follow({ ...rest, 'connectors/crm/manifest.yaml': text });
        expect(report).toMatchObject({ added: 0, modified: 1, removed: 0 });
        expect(await entity('crm')).toMatchObject({ path: 'connectors/crm/manifest.yaml', commit: 'c0' });
      });

      it('writes who did it into the audit log', async () => {
        await follow(both);
        await follow({ ...both, [CRM]: crm({ version: '1.1.0' }) });
        const entries = await store.db
          .selectFrom('audit')
          .select(['action', 'subject', 'actor', 'commit'])
          .orderBy('seq')
          .execute();
        const actor = { name: 'Ada', email: 'ada@example.com' };
        expect(entries).toEqual([
          { action: 'imported', subject: 'catalog', actor: { name: 'Souk' }, commit: 'c0' },
          { action: 'modified', subject: 'App/crm', actor, commit: 'c1' },
        ]);
      });

      it('blames nobody for what befell an entity that nobody touched', async () => {
        await follow(both);
        source.push({ ...both, 'README.md': 'New.' }, bob);
        await sql`update entity set digest = 'other', fingerprint = 'other' where id = 'crm'`.execute(
          store.db,
        );
        await sync.follow(true);
        const [, entry] = await store.db
          .selectFrom('audit')
          .select(['action', 'subject', 'actor'])
          .orderBy('seq')
          .execute();
        expect(entry).toEqual({ action: 'modified', subject: 'App/crm', actor: { name: 'Souk' } });
      });
    });

    describe('when a file breaks', () => {
      it('goes on showing the last good content, with the place of the mistake', async () => {
        await follow(both);
        const before = await lastEvent();
        await follow({ ...both, [CRM]: 'apiVersion: souk/v1\nkind: [\n' });
        expect(await entity('crm')).toMatchObject({ state: 'stalled', version: '1.0.0' });
        expect(await eventsAfter(before)).toEqual(['app.judged', 'app.stalled']);
        const condition = await store.db
          .selectFrom('condition')
          .selectAll()
          .where('id', '=', 'crm')
          .where('type', '=', 'Accepted')
          .executeTakeFirstOrThrow();
        expect(condition).toMatchObject({ status: 'False', reason: 'Broken', observed_commit: 'c1' });
        expect(condition.location).toMatchObject({ path: CRM, line: 3 });
        expect((await readSyncCursor(store.db)).unreadable).toEqual([
          expect.objectContaining({ path: CRM, line: 3 }),
        ]);
      });

      it('shows the same in a registry that begins with the broken file', async () => {
        source.push(both);
        await follow({ ...both, [CRM]: 'kind: [' });
        expect(await entity('crm')).toMatchObject({ state: 'stalled', version: '1.0.0' });
      });

      it('does not keep others from changing, and recovers', async () => {
        await follow(both);
        await follow({ ...both, [CRM]: 'kind: [' });
        const before = await lastEvent();
        await follow({ ...both, [CRM]: 'kind: [', ...many(1) });
        await follow({ ...both, ...many(1), [CRM]: crm({ version: '2.0.0' }) });
        expect(await entity('crm')).toMatchObject({ state: 'ready', version: '2.0.0' });
        expect(await eventsAfter(before)).toEqual(['app.added', 'app.modified', 'app.recovered']);
      });

      it('falls back on the registry when history knows no good version any more', async () => {
        await follow(both);
        source.history.lastGood = async () => undefined;
        await follow({ ...both, [CRM]: 'kind: [' }, true);
        expect(await entity('crm')).toMatchObject({ state: 'stalled', version: '1.0.0' });
      });
    });

    describe('when a file goes', () => {
      it('removes the entity and keeps what it was for a while', async () => {
        await follow(both);
        const before = await lastEvent();
        await follow({ [SALES]: sales });
        expect(await entity('crm')).toBeUndefined();
        expect(await eventsAfter(before)).toContain('app.removed');
        const [stone] = await store.db.selectFrom('tombstone').selectAll().execute();
        expect(stone).toMatchObject({ kind: 'App', id: 'crm', path: CRM, commit: 'c1' });
        expect(stone?.expires_at).toEqual(new Date(clock.now().getTime() + 30 * 24 * 60 * 60 * 1_000));
        await follow(both);
        expect(await store.db.selectFrom('tombstone').selectAll().execute()).toEqual([]);
      });

      it('holds the removal of most of the catalog, and says so', async () => {
        await follow({ ...both, ...many(8) });
        const before = await lastEvent();
        const report = await follow({ ...both, ...many(2) });
        expect(report).toMatchObject({ removed: 0, held: 6 });
        expect(await eventsAfter(before)).toContain('catalog.held');
        expect(await entity('app-5')).toMatchObject({ state: 'stalled' });
        const condition = await store.db
          .selectFrom('condition')
          .select(['status', 'reason'])
          .where('id', '=', 'app-5')
          .where('type', '=', 'Accepted')
          .executeTakeFirst();
        expect(condition).toEqual({ status: 'False', reason: 'RemovalHeld' });
      });

      it('lets other changes through while it holds', async () => {
        await follow({ ...both, ...many(8) });
        await follow({ ...both });
        await follow({ ...both, [CRM]: crm({ version: '3.0.0' }) });
        start();
        await sync.follow(false);
        expect(await entity('crm')).toMatchObject({ version: '3.0.0' });
        expect(await held()).toHaveLength(8);
        expect(await entity('app-5')).toBeDefined();
      });

      it('removes when the commit is approved, and lets go what comes back', async () => {
        const settings = (approved: string[]) =>
          stringify({
            apiVersion: 'souk/v1',
            kind: 'Marketplace',
            id: 'acme',
            name: 'Acme',
            reconcile: { removals: { approved } },
          });
        const commit = 'abcdef1234567890';
        const auditedHolds = () =>
          store.db
            .selectFrom('audit')
            .select(['action', 'actor', 'commit', 'detail'])
            .where('action', 'in', ['held', 'released'])
            .orderBy('seq')
            .execute();
        await follow({ ...both, ...many(8), 'catalog/marketplace.yaml': settings([]) });
        await follow({ ...both, 'catalog/marketplace.yaml': settings([]) });
        await sql`update held_removal set "commit" = ${commit} where id <> 'app-0'`.execute(store.db);
        source.push({ ...both, ...many(1), 'catalog/marketplace.yaml': settings(['abcdef1']) }, bob);
        await follow({ ...both, ...many(1), 'catalog/marketplace.yaml': settings(['abcdef1']), 'a.md': '' });
        expect(await held()).toEqual([]);
        expect(await entity('app-0')).toMatchObject({ state: 'ready' });
        expect(await entity('app-5')).toBeUndefined();
        expect(await eventsAfter(0)).toContain('catalog.released');
        expect(await auditedHolds()).toEqual([
          {
            ...{ action: 'held', actor: { name: 'Souk' }, commit: 'c1' },
            detail: { entities: 8, names: expect.arrayContaining(['App/app-0']), commits: ['c1'] },
          },
          {
            ...{ action: 'released', actor: bob, commit: 'c2' },
            detail: expect.objectContaining({
              ...{ entities: 8, removed: 7 },
              commits: expect.arrayContaining(['c1', commit]),
            }),
          },
        ]);
      });

      const allowing = (share: number) =>
        stringify({
          ...{ apiVersion: 'souk/v1', kind: 'Marketplace', id: 'acme', name: 'Acme' },
          reconcile: { removals: { share } },
        });
      const settings = 'catalog/marketplace.yaml';
      const removals: [name: string, before: Tree, after: Tree, count: number][] = [
        ['allows itself more', { ...both, ...many(8) }, { ...both, ...many(2), [settings]: allowing(1) }, 6],
        [
          'takes a strict budget away with it',
          { ...both, ...many(20), [settings]: allowing(0.1) },
          { ...both, ...many(16) },
          5,
        ],
      ];
      describe.each(removals)('and the commit %s', (_name, before, after, count) => {
        it.each([
          ['while it runs', () => {}],
          ['after a restart', () => start()],
        ])('holds the removal %s, and every time after that', async (_when, restart) => {
          await follow(before);
          restart();
          expect(await follow(after)).toMatchObject({ removed: 0, held: count });
          await sync.follow(true);
          expect(await follow({ ...after, 'README.md': 'New.' })).toMatchObject({ removed: 0, held: count });
        });
      });

      it('never takes an empty catalog for a wish', async () => {
        await follow(both);
        await expect(follow({})).rejects.toThrow('Nothing was removed');
        expect(await entity('crm')).toBeDefined();
      });
    });

    describe('when something goes wrong on the way', () => {
      it('reads everything anew the next time', async () => {
        await follow(both);
        const readChanged = source.history.readChanged;
        source.history.readChanged = async () => {
          throw new Error('a missing object');
        };
        await expect(follow({ ...both, ...many(1) })).rejects.toThrow('a missing object');
        source.history.readChanged = readChanged;
        await sync.follow(false);
        expect(source.reads).toEqual({ whole: 2, changes: 0 });
        expect(await entity('app-0')).toBeDefined();
      });

      it('writes all but the one entity that the store refuses, and tries that again later', async () => {
        await sql`alter table entity add constraint no_evil check (id <> 'app-3')`.execute(store.db);
        try {
          await follow({ ...both, ...many(8) });
          expect(await store.db.selectFrom('entity').select('id').execute()).toHaveLength(9);
          expect(await entity('app-3')).toBeUndefined();
          expect(queue.stats(clock.now()).depth).toEqual({ change: 1, background: 0 });
          for (let i = 0; i < 7; i++) {
            clock.advance(10 * 60_000);
            await sync.judgeAgain(queue.take(clock.now(), 10) ?? { lane: 'change', keys: [] });
          }
          expect(queue.stats(clock.now()).parked).toEqual([
            expect.objectContaining({ key: 'App/app-3', reason: expect.stringContaining('no_evil') }),
          ]);
        } finally {
          await sql`alter table entity drop constraint no_evil`.execute(store.db);
        }
        await follow({
          ...both,
          ...many(8),
          'catalog/apps/app-3/manifest.yaml': crm({ id: 'app-3', version: '1.0.1' }),
        });
        expect(await entity('app-3')).toBeDefined();
      });

      it('says of one entity that its check crashed, and judges the others', async () => {
        const crash = {
          rule: 'check/crashed',
          level: 'error' as const,
          message: 'The identity check could not do its work: no.',
          help: '',
          docs: '',
        };
        start({
          open: async () => ({
            digest: 'crashing',
            judge: async ({ subjects }) => ({
              findings: subjects.some(({ key }) => key.id === 'app-1')
                ? [{ ...crash, location: startOf(subjects[0]?.path ?? '') }]
                : [],
              riskOfEntry: new Map(),
            }),
          }),
        });
        await follow({ ...both, ...many(3) });
        const crashed = await store.db
          .selectFrom('condition')
          .select('id')
          .where('reason', '=', 'CheckFailed')
          .execute();
        expect(crashed).toEqual([{ id: 'app-1' }]);
      });
    });
  });
}
