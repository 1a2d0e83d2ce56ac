import type { Source } from '@souk/model/manifest/manifest.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { readSources } from './read-sources.ts';

const asia: Source = {
  apiVersion: 'souk/v1',
  kind: 'Source',
  id: 'asia',
  url: 'https://git.example.com/catalog.git',
  namespace: 'apac',
  owner: 'platform',
};

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());
  beforeEach(async () => {
    if (!skip) await resetStore(store);
  });

  const keep = (manifest: object | undefined, state = 'ready', source?: string) =>
    writeRows(store.db, 'entity', [
      {
        ...{
          kind: 'Source',
          id: 'asia',
          path: 'p',
          digest: 'd',
          fingerprint: 'f',
          search: '',
          manifest,
          state,
        },
        ...{ risk_reasons: [], attachments: [], facets: {}, updated_at: '2026-11-22', source_id: source },
      },
    ]);
  const follow = (namespace: string) =>
    writeRows(store.db, 'source_cursor', [
      {
        ...{ source_id: 'asia', namespace, state: 'synced', installable: false, entities: 1 },
        changed_at: '2026-11-22',
      },
    ]);

  it.skipIf(skip)('gives one that can be followed, as its manifest says now', async () => {
    await keep(asia);
    await follow('old');
    expect(await readSources(store.db)).toEqual([
      { id: 'asia', namespace: 'apac', manifest: { standing: 'current', source: asia } },
    ]);
  });

  it.skipIf(skip)('gives one whose file is broken', async () => {
    await keep(asia, 'stalled');
    expect(await readSources(store.db)).toEqual([
      { id: 'asia', namespace: 'apac', manifest: { standing: 'stalled' } },
    ]);
  });

  it.skipIf(skip).each<[string, object | undefined, RegExp]>([
    ['does not satisfy the schema any more', { ...asia, kinds: ['Ship'] }, /Ship/],
    ['shows credentials where it is wrong', { ...asia, url: 'x://me:t0ken@h' }, /^(?!.*t0ken)/],
    ['was never sound', undefined, /must be a mapping/],
    ['is of another kind', { ...asia, kind: 'Ship' }, /no kind/],
  ])('gives one whose manifest %s, and holds its namespace', async (_name, manifest, reason) => {
    await keep(manifest);
    await follow('old');
    expect(await readSources(store.db)).toEqual([
      {
        id: 'asia',
        namespace: 'old',
        manifest: { standing: 'unusable', reason: expect.stringMatching(reason) },
      },
    ]);
  });

  it.skipIf(skip)('leaves out what another catalog names', async () => {
    await keep(asia, 'ready', 'eu');
    expect(await readSources(store.db)).toEqual([]);
  });
});
