import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { readFollowedIds } from './read-followed-ids.ts';

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());
  beforeEach(async () => {
    if (!skip) await resetStore(store);
  });

  const entity = (id: string, source: string | undefined) => ({
    ...{ kind: 'App', id, path: 'p', digest: 'd', fingerprint: 'f', state: 'ready', search: '' },
    ...{ risk_reasons: [], attachments: [], facets: {}, updated_at: '2026-11-22', source_id: source },
  });

  it.skipIf(skip)('names no source where none is known', async () => {
    await writeRows(store.db, 'entity', [entity('own', undefined)]);
    expect(await readFollowedIds(store.db)).toEqual([]);
  });

  it.skipIf(skip)('names those of entities and those that are only noted, each once', async () => {
    await writeRows(store.db, 'entity', [
      entity('own', undefined),
      ...['eu', 'asia', 'eu', 'asia', 'us'].map((source, i) => entity(`app-${i}`, source)),
    ]);
    const cursor = { namespace: 'n', state: 'refused', installable: false, entities: 0 };
    await writeRows(
      store.db,
      'source_cursor',
      ['eu', 'africa'].map((source_id) => ({ ...cursor, source_id, changed_at: '2026-11-22' })),
    );
    expect(await readFollowedIds(store.db)).toEqual(['africa', 'asia', 'eu', 'us']);
  });
});
