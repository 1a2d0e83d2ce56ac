import { anApp, aTeam, aWaiver } from '@souk/model/testing/manifests.ts';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Store } from '../store/store.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { calmJudge } from '../testing/calm-judge.ts';
import { CatalogHistory, type Tree } from '../testing/catalog-history.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { WorkQueue } from '../work/work-queue.ts';
import type { CatalogJudge } from './catalog-judge.ts';
import { CatalogSync } from './catalog-sync.ts';
import type { Touched } from './touched.ts';

const CRM = 'catalog/apps/crm/manifest.yaml';
const WAIVER = 'catalog/waivers/known.yaml';
const app = (id: string, version = '1.0.0') =>
  stringify({ ...anApp({ id, version }), owner: 'sales', lifecycle: { stage: 'proposed' } });
const waiver = (entity: string) =>
  stringify({ ...aWaiver({ id: 'known', expiresAt: '2027-01-01' }), entity });
const base: Tree = {
  [CRM]: app('crm'),
  'catalog/apps/crm/notes.md': 'As it was.',
  'catalog/apps/erp/manifest.yaml': app('erp'),
  'catalog/teams/sales.yaml': stringify(aTeam({ id: 'sales' })),
  'catalog/marketplace.yaml': stringify({
    ...{ apiVersion: 'souk/v1', kind: 'Marketplace', id: 'acme', name: 'Acme' },
  }),
  [WAIVER]: waiver('App/crm'),
};
const { [CRM]: _manifest, 'catalog/apps/crm/notes.md': _notes, ...withoutCrm } = base;
const { [WAIVER]: _waiver, ...withoutWaiver } = base;

describe.each(stores)('when something of a registry on $name is touched', ({ skip, open }) => {
  let store: Store;
  let source: CatalogHistory;
  let sync: CatalogSync;
  let tier: 'low' | 'high';
  let onWritten: () => Promise<void>;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());
  beforeEach(async ({ skip: skipTest }) => {
    skipTest(skip);
    await resetStore(store);
    source = new CatalogHistory();
    onWritten = async () => {};
    tier = 'low';
    sync = new CatalogSync(
      {
        ...{ source, judge: judgeOfTier(), store, clock: new FakeClock() },
        ...{ tracing: silentTelemetry().tracing, logger: pino({ level: 'silent' }) },
        onWritten: () => onWritten(),
      },
      new WorkQueue(() => 0.5),
      aTerm(store),
    );
  });

  function judgeOfTier(): CatalogJudge {
    return {
      open: async (read) => {
        const { digest, judge } = await calmJudge().open(read);
        return {
          digest,
          judge: async (records, now) => {
            const { findings, riskOfEntry } = await judge(records, now);
            const risks = [...riskOfEntry.keys()].map((name) => [name, { tier, reasons: [] }] as const);
            return { findings, riskOfEntry: new Map(risks) };
          },
        };
      },
    };
  }
  async function follow(tree: Tree): Promise<Touched | undefined> {
    source.push(tree);
    await sync.follow(false);
    return sync.takeTouched();
  }
  const entity = (id: string) =>
    store.db.selectFrom('entity').select('version').where('id', '=', id).executeTakeFirst();

  it('says everything when nothing is known of before, and nothing when it was told', async () => {
    expect(sync.takeTouched()).toBeUndefined();
    expect(await follow(base)).toEqual({ everything: true, changed: [], judged: [] });
    expect(sync.takeTouched()).toBeUndefined();
    await sync.follow(false);
    expect(sync.takeTouched()).toBeUndefined();
    await sync.follow(true);
    expect(sync.takeTouched()).toMatchObject({ everything: true });
  });

  it.each<[name: string, tree: Tree, touched: Touched | undefined]>([
    ['nothing', base, undefined],
    [
      'a manifest',
      { ...base, [CRM]: app('crm', '1.1.0') },
      { everything: false, changed: ['App/crm'], judged: ['App/crm'] },
    ],
    [
      'a file beside a manifest',
      { ...base, 'catalog/apps/crm/notes.md': 'As it is.' },
      { everything: false, changed: ['App/crm'], judged: [] },
    ],
    ['an entry that goes', withoutCrm, { everything: false, changed: ['App/crm'], judged: [] }],
    [
      'an entry that comes',
      { ...base, 'catalog/apps/new/manifest.yaml': app('new') },
      { everything: false, changed: ['App/new'], judged: ['App/new'] },
    ],
    [
      'a waiver of another entry',
      { ...base, [WAIVER]: waiver('App/erp') },
      { everything: true, changed: ['Waiver/known', 'App/crm', 'App/erp'], judged: ['Waiver/known'] },
    ],
    [
      'a waiver that goes',
      withoutWaiver,
      { everything: true, changed: ['Waiver/known', 'App/crm'], judged: [] },
    ],
    [
      'the marketplace',
      { ...base, 'catalog/marketplace.yaml': `${base['catalog/marketplace.yaml']}summary: Ours.\n` },
      { everything: true, changed: ['Marketplace/acme'], judged: ['Marketplace/acme'] },
    ],
  ])('names what a commit touches: %s', async (_name, tree, touched) => {
    await follow(base);
    expect(await follow(tree)).toEqual(touched);
  });

  it('says everything when the policies changed, and after a forced push', async () => {
    await follow(base);
    source.policiesChanged = true;
    expect(await follow(base)).toMatchObject({ everything: true });
    source.policiesChanged = false;
    const { walk } = source.history;
    source.history.walk = async (...way) => ({ ...(await walk(...way)), forward: false });
    expect(await follow(base)).toMatchObject({ everything: true });
  });

  it('says everything after a sync that failed when it had written', async () => {
    await follow(base);
    onWritten = async () => {
      throw new Error('nobody listens');
    };
    await expect(follow({ ...base, [CRM]: app('crm', '1.1.0') })).rejects.toThrow('nobody listens');
    expect([await entity('crm'), sync.takeTouched()]).toEqual([{ version: '1.1.0' }, undefined]);
    onWritten = async () => {};
    await sync.follow(false);
    expect(sync.takeTouched()).toMatchObject({ everything: true });
  });

  it('names what is judged otherwise, also where that failed when it had written', async () => {
    await follow(base);
    await sync.judgeAgain({ lane: 'background', keys: ['App/crm', 'App/erp'] });
    expect(sync.takeTouched()).toBeUndefined();
    tier = 'high';
    await sync.judgeAgain({ lane: 'background', keys: ['App/erp'] });
    expect(sync.takeTouched()).toEqual({ everything: false, changed: [], judged: ['App/erp'] });
    onWritten = async () => {
      throw new Error('nobody listens');
    };
    await expect(sync.judgeAgain({ lane: 'background', keys: ['App/crm'] })).rejects.toThrow(
      'nobody listens',
    );
    expect(sync.takeTouched()).toMatchObject({ judged: ['App/crm', 'Waiver/known'] });
  });

  it('is calm while it waits for the source, and not before the registry is written', async () => {
    await follow(base);
    const fetching = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const reading = Promise.withResolvers<void>();
    const { fingerprint, history } = source;
    const { readChanged } = history;
    source.fingerprint = async () => {
      await fetching.promise;
      return fingerprint.call(source);
    };
    history.readChanged = async (...step) => {
      begun.resolve();
      await reading.promise;
      return readChanged(...step);
    };
    const following = follow({ ...base, [CRM]: app('crm', '1.1.0') });
    await sync.whenCalm();
    fetching.resolve();
    await begun.promise;
    const seen = sync.whenCalm().then(() => entity('crm'));
    reading.resolve();
    await following;
    expect(await seen).toEqual({ version: '1.1.0' });
  });

  it('is calm after a sync that failed', async () => {
    const { read } = source;
    source.read = async () => {
      throw new Error('a missing object');
    };
    await expect(follow(base)).rejects.toThrow('a missing object');
    await sync.whenCalm();
    source.read = read;
    expect(await follow(base)).toMatchObject({ everything: true });
  });
});
