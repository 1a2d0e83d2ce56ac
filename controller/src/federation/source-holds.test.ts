import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { readSourceHolds, replaceSourceHolds } from './source-holds.ts';

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());
  beforeEach(async () => {
    if (!skip) await resetStore(store);
  });

  const app = (id: string) => ({ kind: 'App' as const, id: `apac:${id}` });
  const hold = (source: string, held: Readonly<Record<string, string>>, day: number) =>
    replaceSourceHolds(
      store.db,
      source,
      Object.entries(held).map(([id, commit]) => ({ key: app(id), commit })),
      new Date(Date.UTC(2026, 10, day)),
    );

  it.skipIf(skip)('holds what it is told for one source, and since when', async () => {
    await hold('asia', { crm: 'c1', erp: 'c1' }, 1);
    await hold('japan', { crm: 'j1' }, 1);
    await hold('asia', { crm: 'c1', hr: 'c2' }, 2);
    const rows = await store.db
      .selectFrom('source_held_removal')
      .select(['id', 'commit', 'held_at'])
      .where('source_id', '=', 'asia')
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { id: 'apac:crm', commit: 'c1', held_at: new Date('2026-11-01T00:00:00Z') },
      { id: 'apac:hr', commit: 'c2', held_at: new Date('2026-11-02T00:00:00Z') },
    ]);
    await hold('asia', {}, 3);
    expect(await readSourceHolds(store.db, 'asia')).toEqual([]);
    expect(await readSourceHolds(store.db, 'japan')).toEqual([{ key: app('crm'), commit: 'j1' }]);
  });
});
